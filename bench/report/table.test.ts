import { expect, test } from 'vitest';
import { figureOf, resultOf, skippedResult } from './result.ts';
import { number, table } from './table.ts';

const conditions = {
	sites: 253,
	seconds: 20,
	cores: [0.81, 0.52],
	generatorCore: 0,
	steal: 0,
	load: 1.25,
	floor: null,
	product: []
};

test('the table says value, unit, target, floor, peers, delivered, both cores, steal and versions', () => {
	const figures = [
		figureOf('worker', 6.14, 'µs/packet', {
			floor: 4.1,
			peers: { Janus: 25.2, 'Janus tuned': 12.5 },
			most: 6.56
		}),
		figureOf('memory', 142, 'MB')
	];
	const text = table({
		date: '2026-11-22',
		machine: '2 × AMD EPYC',
		versions: { mediasoup: '3.27.1', Janus: '1.1.2' },
		benchmarks: [
			resultOf('forward', { figures, delivered: 99.98, notes: ['the chair is silent'] }, conditions),
			skippedResult('wall', 'there are no stills', conditions)
		]
	});
	expect(text.split('\n')).toEqual([
		'✓ forward: 253 sites, 20 s, delivered 99.98 %, core 0 81 %, core 1 52 %, steal 0 %, load 1.3',
		'  figure  value  unit       target    floor  peers in this run',
		'  worker  6.14   µs/packet  ≤ 6.56 ✓  4.10   Janus 25.2, Janus tuned 12.5',
		'  memory  142    MB',
		'  · the chair is silent',
		'',
		'○ wall: skipped, there are no stills',
		'',
		'mediasoup 3.27.1, Janus 1.1.2',
		'2 × AMD EPYC; 2026-11-22'
	]);
});

test('a run that does not count says why', () => {
	const busy = { ...conditions, cores: [0.99, 0.4] };
	const result = resultOf('join', { figures: [figureOf('p95', 2400, 'ms', { most: 2000 })] }, busy);
	const text = table({ date: '', machine: '', versions: {}, benchmarks: [result] });
	expect(text).toContain('✗ join');
	expect(text).toContain('≤ 2000 ✗');
	expect(text).toContain("! this run does not count: the generator's core was busy 99.0 %");
});

test('numbers keep three digits that mean something', () => {
	expect([0.123, 4.104, 12.345, 142.4, 250000, 7].map(number)).toEqual([
		'0.12',
		'4.10',
		'12.3',
		'142',
		'250000',
		'7'
	]);
});

test('what was not measured says why, and the product how it was set', () => {
	const figures = [
		figureOf('p95', { why: 'somebody never saw it' }, 'ms', { most: 500, peers: { Janus: Number.NaN } })
	];
	const set = { ...conditions, floor: 4.14, product: ['RTC_WORKERS=1 WORKER_PACKETS=200000'] };
	const text = table({
		date: '',
		machine: '',
		versions: {},
		benchmarks: [resultOf('floor', { figures }, set)]
	});
	expect(text).toContain('load 1.3, floor 4.14 µs/packet, RTC_WORKERS=1 WORKER_PACKETS=200000');
	expect(text).toMatch(/p95 +not measured +ms +≤ 500 ✗ +Janus not measured/);
	expect(text).toContain('∅ p95: somebody never saw it');
	expect(text).toContain('∅ p95, Janus: nothing was counted');
});
