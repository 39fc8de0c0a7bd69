// A few seconds of real VP8 and Opus, encoded once per process, cut into what RTP carries.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ffmpegPaths } from '../../../src/lib/server/platform/ffmpeg-path.ts';

const run = promisify(execFile);

export const framesPerSecond = 15;
export const videoClock = 90_000;
export const audioClock = 48_000;
export const audioPacketMs = 20;

const seconds = 2;
const largestPayload = 1100;

export type Frame = { key: boolean; payloads: Buffer[] };

const cameras = new Map<number, Promise<Frame[]>>();
let microphone: Promise<Buffer[]> | undefined;

/** A moving test picture; the first frame is a key frame. */
export function cameraFrames(width: number): Promise<Frame[]> {
	const known = cameras.get(width);
	if (known) return known;
	const size = `${width}x${(width * 3) / 4}`;
	const frames = encode([
		...['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=${framesPerSecond}:duration=${seconds}`],
		...[
			'-c:v',
			'libvpx',
			'-deadline',
			'realtime',
			'-cpu-used',
			'8',
			'-b:v',
			'300k',
			'-g',
			'1000',
			'-f',
			'ivf'
		]
	]).then((ivf) => ivfFrames(ivf).map(packetize));
	cameras.set(width, frames);
	return frames;
}

/** A tone, one Opus packet for each 20 ms. */
export function microphonePackets(): Promise<Buffer[]> {
	microphone ??= encode([
		...['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}:sample_rate=48000`],
		...['-c:a', 'libopus', '-b:a', '32k', '-frame_duration', String(audioPacketMs)],
		...['-page_duration', String(audioPacketMs * 1000), '-f', 'ogg']
	]).then((ogg) => oggPackets(ogg).slice(2));
	return microphone;
}

async function encode(args: string[]): Promise<Buffer> {
	const { ffmpeg } = ffmpegPaths({ ffmpegBin: process.env.FFMPEG_BIN, ffprobeBin: process.env.FFPROBE_BIN });
	const { stdout } = await run(ffmpeg, ['-v', 'error', ...args, 'pipe:1'], {
		encoding: 'buffer',
		maxBuffer: 16 * 1024 * 1024
	});
	return stdout;
}

function ivfFrames(ivf: Buffer): Buffer[] {
	const frames: Buffer[] = [];
	for (let offset = 32; offset + 12 <= ivf.length;) {
		const size = ivf.readUInt32LE(offset);
		frames.push(ivf.subarray(offset + 12, offset + 12 + size));
		offset += 12 + size;
	}
	return frames;
}

/** RFC 7741 with the shortest payload descriptor: one byte that marks the first packet of a frame. */
function packetize(frame: Buffer): Frame {
	const payloads: Buffer[] = [];
	for (let offset = 0; offset < frame.length; offset += largestPayload) {
		const descriptor = Buffer.from([offset === 0 ? 0x10 : 0]);
		payloads.push(Buffer.concat([descriptor, frame.subarray(offset, offset + largestPayload)]));
	}
	return { key: (frame.readUInt8(0) & 1) === 0, payloads };
}

/** Packets of an Ogg stream whose pages hold whole packets; the first two are Opus's headers. */
function oggPackets(ogg: Buffer): Buffer[] {
	const packets: Buffer[] = [];
	for (let offset = 0; offset + 27 <= ogg.length;) {
		const segments = ogg.readUInt8(offset + 26);
		let position = offset + 27 + segments;
		let size = 0;
		for (const length of ogg.subarray(offset + 27, offset + 27 + segments)) {
			size += length;
			if (length === 255) continue;
			packets.push(ogg.subarray(position, position + size));
			position += size;
			size = 0;
		}
		offset = position;
	}
	return packets;
}
