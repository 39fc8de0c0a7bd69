// What really is in a captured file, told by its packets: the header of a file whose writer died tells nothing.
import type { Span } from './scenes.ts';
import { runFfprobe, type RunOptions } from './ffmpeg.ts';

export interface Scan {
	/** Milliseconds from the first packet. */
	packets: readonly number[];
	/** Stretches without a gap, milliseconds from the first packet. */
	runs: readonly Span[];
	duration: number;
}

/** Milliseconds without a packet during which the last picture of a camera stays: its line or its PC stumbles. */
export const stumble = 10_000;
// A shared screen that stands still sends nothing. What was switched off is told by the log, not by silence.
const gap = { camera: stumble, screen: Infinity, microphone: Infinity, 'screen-audio': Infinity } as const;
/** How long the last packet lasts. */
const tail = 40;

export type ScannedSource = keyof typeof gap;

export async function scanPart(file: string, source: ScannedSource, options: RunOptions): Promise<Scan> {
	let origin: number | undefined;
	const times: number[] = [];
	const isVideo = source === 'camera' || source === 'screen';
	const args = ['-select_streams', isVideo ? 'v:0' : 'a:0', '-show_entries', 'packet=pts_time,flags'];
	const remarks = await runFfprobe([...args, '-of', 'csv=p=0', file], options, (line) => {
		const packet = parsePacket(line);
		if (!packet) return;
		origin ??= packet.time;
		// Before the first key frame nothing can be decoded.
		if (times.length > 0 || packet.isKey || !isVideo) times.push(packet.time - origin);
	});
	if (remarks.length > 0) options.log.info({ file, remarks }, 'a captured file has a broken tail');
	return scanOf(times, source);
}

export function parsePacket(line: string): { time: number; isKey: boolean } | undefined {
	const [time, flags] = line.split(',');
	if (time === undefined || flags === undefined || !/^-?\d/.test(time)) return undefined;
	return { time: Math.round(Number(time) * 1000), isKey: flags.startsWith('K') };
}

export function scanOf(times: readonly number[], source: ScannedSource): Scan {
	const packets = times.toSorted((a, b) => a - b);
	const runs: Span[] = [];
	for (const time of packets) {
		const last = runs.at(-1);
		if (last && time - last.to <= gap[source]) last.to = time + tail;
		else runs.push({ from: time, to: time + tail });
	}
	return { packets, runs, duration: runs.at(-1)?.to ?? 0 };
}

/** The packet whose picture is to be seen at this moment; the last ones of a file may be broken, so never quite the last. */
export function packetAt(scan: Scan, moment: number): number {
	const limit = Math.min(moment, (scan.packets.at(-1) ?? 0) - 5 * tail);
	let low = 0;
	let high = scan.packets.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((scan.packets[middle] ?? Infinity) <= limit) low = middle + 1;
		else high = middle;
	}
	return scan.packets[Math.max(0, low - 1)] ?? 0;
}
