// How ffmpeg is called to write one part. Pure.
import { captureAddress } from './sdp.ts';

/** Bytes; a key frame of a shared screen comes as one burst. */
const socketBuffer = 4 * 1024 * 1024;
/** Microseconds to wait for a packet that was lost on its way here and asked for again. */
const reordering = 500_000;
/** Seconds, a day: a camera may be off and a microphone closed for a whole meeting before the first packet comes. ffmpeg would give up after ten. */
const firstPacketWithin = 86_400;

/** Copies, decodes nothing. Killed at any moment, the file is good up to its last second. */
export function captureArguments(file: string): string[] {
	return [
		...['-hide_banner', '-nostats', '-loglevel', 'warning'],
		...['-protocol_whitelist', 'pipe,rtp,srtp,udp', '-localaddr', captureAddress],
		...['-buffer_size', String(socketBuffer), '-max_delay', String(reordering)],
		...['-listen_timeout', String(firstPacketWithin)],
		// Writing begins with the first frame; guessing a frame rate would hold back more than a second.
		...['-fpsprobesize', '0', '-f', 'sdp', '-i', 'pipe:0'],
		...['-map', '0', '-c', 'copy'],
		...['-f', 'matroska', '-cluster_time_limit', '1000', '-flush_packets', '1', '-y', `file:${file}`]
	];
}
