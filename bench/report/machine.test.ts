import { expect, test } from 'vitest';
import { coreShares, familyOf, parseCores, parseDrops, parseProcessStat, useOf } from './machine.ts';

test('a process whose name holds brackets and spaces is read from behind them', () => {
	const text =
		'4242 (mediasoup) (w 1) S 17 4242 4242 0 -1 4194560 900 0 0 0 1234 567 0 0 20 0 1 0 99 31000000 2500 1844 1 1';
	expect(parseProcessStat(text)).toEqual({
		state: 'S',
		parent: 17,
		user: 12.34,
		system: 5.67,
		memory: 2500 * 4096
	});
});

const lines = (...cores: string[]) => ['cpu  9 9 9 9 9 9 9 9 0 0', ...cores, 'intr 1 2 3'].join('\n');

test('the share of a core is its work between two looks; waiting is none, stolen time is told apart', () => {
	const before = parseCores(lines('cpu0 100 0 100 800 0 0 0 0 0 0', 'cpu1 0 0 0 0 0 0 0 0 0 0'));
	const after = parseCores(lines('cpu0 130 5 110 830 15 2 3 5 0 0', 'cpu1 50 0 0 50 0 0 0 0 0 0'));
	expect(coreShares(before, after)).toEqual({ cores: [0.5, 0.5], steal: 5 / 200 });
});

test('a look without time between is no division by zero', () => {
	const cores = parseCores(lines('cpu0 1 2 3 4 5 6 7 8 0 0'));
	expect(coreShares(cores, cores)).toEqual({ cores: [0], steal: 0 });
});

test('dropped packets are those of the sockets of one port', () => {
	const head =
		'  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops';
	const socket = (port: string, drops: number) =>
		` 12: 0100007F:${port} 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 123 2 0000 ${drops}`;
	const text = [head, socket('AD9C', 7), socket('AD9D', 100), socket('AD9C', 3), ''].join('\n');
	expect(parseDrops(text, 44444)).toBe(10);
	expect(parseDrops(text, 80)).toBe(0);
});

test('this very process is known to the kernel, with its parent above it', () => {
	expect(useOf([process.pid]).memory).toBeGreaterThan(1_000_000);
	expect(useOf([process.pid]).user).toBeGreaterThan(0);
	expect(useOf([])).toEqual({ user: 0, system: 0, memory: 0 });
	expect(familyOf(process.ppid).map(({ pid }) => pid)).toContain(process.pid);
});
