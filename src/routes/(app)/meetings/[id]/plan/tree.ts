// The units that may be invited, as the page shows them: sections by level, branches with what is below them.
import type { PlanView } from '#lib/server/meetings/meetings.ts';

type Tree = Pick<PlanView, 'units' | 'levels' | 'conveningUnitId'>;
export type Unit = PlanView['units'][number];
export type Level = PlanView['levels'][number];
export type Branch = { unit: Unit; below: Unit[] };
export type Section = { level: Level; branches: Branch[] };
export type LevelCount = { level: Level; count: number; invited: number };

/** The units right below the convening unit, by level, each with all that stands below it. */
export function sections({ units, levels, conveningUnitId }: Tree): Section[] {
	const children = Map.groupBy(units, (unit) => unit.parentId);
	const below = (id: string): Unit[] =>
		(children.get(id) ?? []).flatMap((child) => [child, ...below(child.id)]);
	const direct = (children.get(conveningUnitId) ?? []).map((unit) => ({ unit, below: below(unit.id) }));
	return levels
		.map((level) => ({ level, branches: direct.filter(({ unit }) => unit.level === level.id) }))
		.filter(({ branches }) => branches.length > 0);
}

export function countLevels({ units, levels }: Pick<Tree, 'units' | 'levels'>): LevelCount[] {
	return levels.map((level) => {
		const ofLevel = units.filter((unit) => unit.level === level.id);
		return { level, count: ofLevel.length, invited: countInvited(ofLevel) };
	});
}

export function countInvited(units: Unit[]): number {
	return units.filter((unit) => unit.invited).length;
}
