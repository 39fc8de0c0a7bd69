// Whether ffmpeg has opened its ports. It does not say so, and packets sent before are lost; the kernel knows.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const interval = 10;

/** Resolves when all ports are bound; rejects when `signal` aborts. */
export async function untilListening(ports: readonly number[], signal: AbortSignal): Promise<void> {
	for (;;) {
		const bound = boundPorts(await readFile('/proc/net/udp', 'utf8'));
		if (ports.every((port) => bound.has(port))) return;
		await pause(interval, undefined, { signal });
	}
}

/** Ports in the kernel's table, whose second column is the local address and port in hexadecimal. */
export function boundPorts(table: string): Set<number> {
	const rows = table.split('\n').slice(1);
	const ports = rows.flatMap((row) => /^\s*\d+: [0-9A-F]+:([0-9A-F]{4}) /.exec(row)?.[1] ?? []);
	return new Set(ports.map((port) => Number.parseInt(port, 16)));
}
