// What an import would change: a pure reading of the list against the periods that are known. A code names a unit only
// on a day, so nothing here looks a unit up by its code alone.
import type { ListRow, Problem, ProblemCode, UnitList } from './schema.ts';

export type Period = {
	id: string;
	unitId: string;
	parentId: string | null;
	level: string;
	kind: string;
	code: string;
	name: string;
	fullName: string;
	from: string;
	/** The first day on which it holds no more. */
	to: string | null;
};

export type ImportPlan = {
	created: Period[];
	corrected: Period[];
	unchanged: number;
	problems: Problem[];
};

type Placed = { row: ListRow; period: Period };
type Span = { from: string; to: string | null };

export function planImport(
	known: { ranks: ReadonlyMap<string, number>; periods: Period[] },
	list: UnitList,
	makeId: () => string
): ImportPlan {
	const ranks = new Map(known.ranks);
	for (const level of list.levels) if (!ranks.has(level.id)) ranks.set(level.id, level.rank);
	const plan: ImportPlan = { created: [], corrected: [], unchanged: 0, problems: [] };
	const report = (row: ListRow, problem: ProblemCode, about: string) => {
		plan.problems.push({ line: row.line, problem, about });
	};
	const placed = new Map<string, Placed[]>();
	const existing = Map.groupBy(known.periods, (period) => period.code);

	// Parents first: the rank rises with every step down, so that a circle cannot be.
	const rankOf = (row: ListRow) => ranks.get(row.level) ?? Infinity;
	for (const row of list.rows.toSorted((a, b) => rankOf(a) - rankOf(b) || a.line - b.line)) {
		if (!ranks.has(row.level)) {
			report(row, 'unknown_level', row.level);
			continue;
		}
		if (row.to !== null && row.to <= row.from) {
			report(row, 'dates_reversed', row.to);
			continue;
		}
		const siblings = placed.get(row.code) ?? [];
		const twin = siblings.find((other) => overlap(other.row, row));
		if (twin !== undefined) {
			report(row, 'double', row.code);
			continue;
		}
		const parent = findParent(row, placed, existing);
		const outcome = place(row, parent?.unitId ?? null, existing.get(row.code) ?? [], makeId);
		if (outcome.kind === 'taken') {
			report(row, 'code_taken', outcome.by.fullName);
			continue;
		}
		const problem = parentProblem(row, outcome.period.to, parent, ranks);
		if (problem !== undefined) report(row, problem, row.parent ?? '');
		placed.set(row.code, [...siblings, { row, period: outcome.period }]);
		if (outcome.kind === 'unchanged') plan.unchanged += 1;
		else plan[outcome.kind].push(outcome.period);
	}
	plan.problems.sort((a, b) => a.line - b.line);
	return plan;
}

function findParent(
	row: ListRow,
	placed: ReadonlyMap<string, Placed[]>,
	existing: ReadonlyMap<string, Period[]>
): Period | undefined {
	if (row.parent === null) return undefined;
	const holds = (span: Span) => span.from <= row.from && (span.to === null || row.from < span.to);
	const inList = placed.get(row.parent)?.find((other) => holds(other.period));
	return inList?.period ?? existing.get(row.parent)?.find(holds);
}

function parentProblem(
	row: ListRow,
	to: string | null,
	parent: Period | undefined,
	ranks: ReadonlyMap<string, number>
): ProblemCode | undefined {
	if (row.parent === null) return undefined;
	if (parent === undefined) return 'unknown_parent';
	if ((ranks.get(parent.level) ?? Infinity) >= (ranks.get(row.level) ?? 0)) return 'parent_not_above';
	return contains(parent, { from: row.from, to }) ? undefined : 'parent_not_valid';
}

type Outcome =
	{ kind: 'created' | 'corrected' | 'unchanged'; period: Period } | { kind: 'taken'; by: Period };

function place(row: ListRow, parentId: string | null, sameCode: Period[], makeId: () => string): Outcome {
	const { level, kind, code, name, fullName, from } = row;
	const wanted = { parentId, level, kind, code, name, fullName };
	const begun = sameCode.find((period) => period.from === from);
	// A list that is loaded again must not open what has been closed since.
	const to = row.to ?? begun?.to ?? null;
	const other = sameCode.find((period) => period !== begun && overlap(period, { from, to }));
	if (other !== undefined) {
		// Known since before, and still the same: the city after a reform of its communes.
		const goesOn = begun === undefined && contains(other, { from, to: other.to }) && alike(other, wanted);
		const sameEnd = row.to === null || row.to === other.to;
		return goesOn && sameEnd ? { kind: 'unchanged', period: other } : { kind: 'taken', by: other };
	}
	if (begun === undefined) {
		return { kind: 'created', period: { id: makeId(), unitId: makeId(), ...wanted, from, to } };
	}
	if (alike(begun, wanted) && begun.to === to) return { kind: 'unchanged', period: begun };
	return { kind: 'corrected', period: { ...begun, ...wanted, to } };
}

function alike(period: Period, wanted: Omit<Period, 'id' | 'unitId' | 'from' | 'to'>): boolean {
	return (
		period.parentId === wanted.parentId &&
		period.level === wanted.level &&
		period.kind === wanted.kind &&
		period.name === wanted.name &&
		period.fullName === wanted.fullName
	);
}

function overlap(a: Span, b: Span): boolean {
	return (a.to === null || b.from < a.to) && (b.to === null || a.from < b.to);
}

function contains(outer: Span, inner: Span): boolean {
	const endsInTime = outer.to === null || (inner.to !== null && inner.to <= outer.to);
	return outer.from <= inner.from && endsInTime;
}
