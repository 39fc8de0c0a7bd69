// Which units a choice means. Pure: a tree goes in, units come out.
import type { Scope } from '../schema.ts';

export type TreeUnit = { id: string; parentId: string | null; level: string };

/** The units of `scope` below the convening unit; those who convene do not invite themselves or whom they stand under. */
export function selectUnits<U extends TreeUnit>(
	tree: readonly U[],
	conveningUnitId: string,
	scope: Scope
): U[] {
	const invitable = below(tree, conveningUnitId);
	switch (scope.kind) {
		case 'level':
			return invitable.filter((unit) => unit.level === scope.of);
		case 'unit':
			return invitable.filter((unit) => unit.id === scope.of);
		case 'below':
		case 'branch': {
			const branch = new Set(below(tree, scope.of).map((unit) => unit.id));
			if (scope.kind === 'branch') branch.add(scope.of);
			return invitable.filter((unit) => branch.has(unit.id));
		}
	}
}

/** All units under a unit, in the order of the tree, without the unit itself. */
export function below<U extends TreeUnit>(tree: readonly U[], unitId: string): U[] {
	const children = Map.groupBy(tree, (unit) => unit.parentId);
	const found: U[] = [];
	const collect = (id: string) => {
		for (const child of children.get(id) ?? []) {
			found.push(child);
			collect(child.id);
		}
	};
	collect(unitId);
	return found;
}
