// What differs between the terms that a unit knows and those that hold now. Pure.

/** What an invited unit relies on. */
export type Terms = {
	startsAt: Date;
	plannedMinutes: number;
	chairId: string;
	chairName: string;
	secretaryId: string;
	secretaryName: string;
	operatorId: string | null;
	operatorName: string | null;
};

export const differences = ['start', 'length', 'chair', 'secretary', 'operator'] as const;
export type Difference = (typeof differences)[number];

/** What concerns only those who run the meeting. */
const arrangements = ['deputy', 'acting'] as const;
type Arrangement = (typeof arrangements)[number];

type Arranged = { deputyId: string | null; actingRoles: readonly string[] };

type Compared = Pick<Terms, 'plannedMinutes' | 'operatorId'> & {
	startsAt: Date | null;
	chairId: string | null;
	secretaryId: string | null;
};

/** By identity: two people may bear one name. */
export function differencesOf(before: Compared, now: Compared): Difference[] {
	const differs: Record<Difference, boolean> = {
		start: before.startsAt?.getTime() !== now.startsAt?.getTime(),
		length: before.plannedMinutes !== now.plannedMinutes,
		chair: before.chairId !== now.chairId,
		secretary: before.secretaryId !== now.secretaryId,
		operator: before.operatorId !== now.operatorId
	};
	return differences.filter((difference) => differs[difference]);
}

/** Who is next to the chair; invited units do not rely on it. */
export function rearrangementsOf(before: Arranged, now: Arranged): Arrangement[] {
	const differs: Record<Arrangement, boolean> = {
		deputy: before.deputyId !== now.deputyId,
		acting: before.actingRoles.toSorted().join() !== now.actingRoles.toSorted().join()
	};
	return arrangements.filter((arrangement) => differs[arrangement]);
}
