// The tree of units as the page shows it: siblings grouped by level, with how many stand below each.
import { findFolded, foldAll } from '#lib/format/fold.ts';

export type ListedUnit = {
	id: string;
	parentId: string | null;
	level: string;
	code: string;
	fullName: string;
	parentName: string;
};

export type Branch<U extends ListedUnit = ListedUnit> = { unit: U; groups: Group<U>[]; below: number };
export type Group<U extends ListedUnit = ListedUnit> = { level: string; branches: Branch<U>[] };

/** Units come sorted; the order within a level stays. */
export function groupTree<U extends ListedUnit>(units: readonly U[]): Group<U>[] {
	const children = Map.groupBy(units, (unit) => unit.parentId);
	const groupsBelow = (parentId: string | null): Group<U>[] => {
		const byLevel = Map.groupBy(children.get(parentId) ?? [], (unit) => unit.level);
		return [...byLevel].map(([level, siblings]) => ({ level, branches: siblings.map(branchOf) }));
	};
	const branchOf = (unit: U): Branch<U> => {
		const groups = groupsBelow(unit.id);
		return { unit, groups, below: countAll(groups) };
	};
	return groupsBelow(null);
}

/** Units that have every word in the name, the name above or the code; first where the words stand together. */
export function findUnits<U extends ListedUnit>(units: readonly U[], query: string): U[] {
	const texts = foldAll(units, ({ fullName, parentName, code }) => [fullName, parentName, code]);
	return findFolded(texts, query);
}

function countAll(groups: Group[]): number {
	const branches = groups.flatMap((group) => group.branches);
	return branches.reduce((sum, branch) => sum + 1 + branch.below, 0);
}
