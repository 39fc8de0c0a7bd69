// A few seconds of real VP8 or H.264 and Opus, encoded once per process, cut into what RTP carries.
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

export type VideoCodec = 'VP8' | 'H264';

/** `grain` is noise in the picture, 0 to 100: a test picture without it encodes far below its bitrate. */
export type Quality = { framesPerSecond: number; kilobits: number; grain: number };

const usual: Quality = { framesPerSecond, kilobits: 300, grain: 0 };

const cameras = new Map<string, Promise<Frame[]>>();
let microphone: Promise<Buffer[]> | undefined;

/** What makes frames of each codec, and how they are cut. */
const encoders = {
	VP8: {
		args: ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-f', 'ivf'],
		framesOf: (ivf: Buffer) => ivfFrames(ivf).map(packetize)
	},
	H264: {
		args: [
			...['-c:v', 'libx264', '-profile:v', 'baseline', '-level', '3.1', '-pix_fmt', 'yuv420p'],
			...['-tune', 'zerolatency', '-aud', '1', '-f', 'h264']
		],
		framesOf: (stream: Buffer) => accessUnits(stream).map(packetizeUnits)
	}
} as const;

/** A moving test picture; the first frame is a key frame. */
export function cameraFrames(width: number, codec: VideoCodec = 'VP8', quality = usual): Promise<Frame[]> {
	const { framesPerSecond: rate, kilobits, grain } = quality;
	const key = `${codec} ${width} ${rate} ${kilobits} ${grain}`;
	const known = cameras.get(key);
	if (known) return known;
	const { args, framesOf } = encoders[codec];
	const size = `${width}x${(width * 3) / 4}`;
	const picture = `testsrc=size=${size}:rate=${rate}:duration=${seconds},noise=alls=${grain}:allf=t`;
	const frames = encode([
		...['-f', 'lavfi', '-i', picture, '-b:v', `${kilobits}k`, '-g', '1000', ...args]
	]).then(framesOf);
	cameras.set(key, frames);
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

const delimiter = 9;
const keySlice = 5;
const typeOf = (unit: Buffer) => unit.readUInt8(0) & 0x1f;

/** The units of a byte stream (ITU-T H.264, annex B), by picture; each picture begins with a delimiter. */
function accessUnits(stream: Buffer): Buffer[][] {
	const starts: number[] = [];
	for (let at = stream.indexOf('000001', 0, 'hex'); at >= 0; at = stream.indexOf('000001', at + 3, 'hex')) {
		starts.push(at + 3);
	}
	const pictures: Buffer[][] = [];
	starts.forEach((start, index) => {
		const next = starts[index + 1];
		const end = next === undefined ? stream.length : next - 3 - (stream[next - 4] === 0 ? 1 : 0);
		const unit = stream.subarray(start, end);
		if (typeOf(unit) === delimiter) pictures.push([]);
		else pictures.at(-1)?.push(unit);
	});
	return pictures;
}

/** RFC 6184, packetization mode 1: whole units, and large ones in fragments (FU-A). */
function packetizeUnits(units: Buffer[]): Frame {
	return { key: units.some((unit) => typeOf(unit) === keySlice), payloads: units.flatMap(fragments) };
}

function fragments(unit: Buffer): Buffer[] {
	if (unit.length <= largestPayload) return [unit];
	const payloads: Buffer[] = [];
	const fragmented = 28;
	for (let offset = 1; offset < unit.length; offset += largestPayload) {
		const isFirst = offset === 1;
		const isLast = offset + largestPayload >= unit.length;
		const indicator = (unit.readUInt8(0) & 0xe0) | fragmented;
		const header = (isFirst ? 0x80 : 0) | (isLast ? 0x40 : 0) | typeOf(unit);
		payloads.push(
			Buffer.concat([Buffer.from([indicator, header]), unit.subarray(offset, offset + largestPayload)])
		);
	}
	return payloads;
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
