// The results as a person reads them.
import type { Figure, Report, Result } from './result.ts';

type Row = [figure: string, value: string, unit: string, target: string, floor: string, peers: string];

const heads: Row = ['figure', 'value', 'unit', 'target', 'floor', 'peers in this run'];

export function table({ benchmarks, ...about }: Report): string {
	const rows = benchmarks.flatMap(({ figures }) => figures.map(rowOf));
	const widths = heads.map((head, column) =>
		Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length))
	);
	const line = (row: Row) =>
		`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
	const blocks = benchmarks.map((result) => [...headOf(result), ...bodyOf(result, line), ''].join('\n'));
	return [...blocks, versionsOf(about), `${about.machine}; ${about.date}`].join('\n');
}

function bodyOf({ figures, notes, doubts }: Result, line: (row: Row) => string): string[] {
	return [
		...(figures.length > 0 ? [line(heads), ...figures.map((figure) => line(rowOf(figure)))] : []),
		...figures.flatMap(unmeasured).map((line) => `  ∅ ${line}`),
		...doubts.map((doubt) => `  ! this run does not count: ${doubt}`),
		...notes.map((note) => `  · ${note}`)
	];
}

function headOf({ name, pass, skipped, delivered, conditions }: Result): string[] {
	if (skipped !== null) return [`○ ${name}: skipped, ${skipped}`];
	const { sites, seconds, cores, steal, load, floor, product } = conditions;
	const said = [
		`${sites} sites`,
		`${seconds} s`,
		...(delivered === null ? [] : [`delivered ${delivered.toFixed(2)} %`]),
		...cores.map((share, core) => `core ${core} ${percent(share)}`),
		`steal ${percent(steal)}`,
		`load ${load.toFixed(1)}`,
		...(floor === null ? [] : [`floor ${number(floor)} µs/packet`]),
		...product
	];
	return [`${pass ? '✓' : '✗'} ${name}: ${said.join(', ')}`];
}

function rowOf({ name, value, unit, target, floor, peers, pass }: Figure): Row {
	const sign = target?.kind === 'most' ? '≤' : '≥';
	const wanted = target === null ? '' : `${sign} ${number(target.value)} ${pass ? '✓' : '✗'}`;
	const others = peers.map((peer) => `${peer.name} ${cell(peer.value)}`).join(', ');
	return [name, cell(value), unit, wanted, floor === null ? '' : number(floor), others];
}

/** Why a figure has no value, or a peer. */
function unmeasured({ name, why, peers }: Figure): string[] {
	const others = peers.map((peer) => ({ name: `${name}, ${peer.name}`, why: peer.why }));
	return [{ name, why }, ...others].flatMap((one) => (one.why === null ? [] : [`${one.name}: ${one.why}`]));
}

function versionsOf({ versions }: Omit<Report, 'benchmarks'>): string {
	return Object.entries(versions)
		.map(([name, version]) => `${name} ${version}`)
		.join(', ');
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

const cell = (value: number | null) => (value === null ? 'not measured' : number(value));

/** Three digits that mean something. */
export function number(value: number): string {
	if (!Number.isFinite(value)) return 'not measured';
	const size = Math.abs(value);
	if (size >= 100 || Number.isInteger(value)) return value.toFixed(0);
	return value.toFixed(size >= 10 ? 1 : 2);
}
