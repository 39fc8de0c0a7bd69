// Names that can be read and typed: xa-vinh-an.vinh-bao, huyen-vinh-bao, so-noi-vu.
import { fold } from '#lib/format/fold.ts';

type Named = { level: string; code: string; name: string; fullName: string; parentId: string | null };

export function slug(text: string): string {
	return fold(text)
		.replaceAll(/[^a-z0-9]+/g, '-')
		.replaceAll(/^-|-$/g, '');
}

/**
 * Communes carry the district's name, since full names occur twice; whatever is still the same gets its code, too.
 */
export function signInNames<U extends Named & { id: string }>(units: U[]): Map<string, string> {
	const byId = new Map(units.map((unit) => [unit.id, unit]));
	const wanted = new Map(units.map((unit) => [unit.id, wish(unit, byId.get(unit.parentId ?? ''))]));
	const times = Map.groupBy(wanted.values(), (name) => name);
	return new Map(
		units.map((unit) => {
			const name = wanted.get(unit.id) ?? '';
			return [unit.id, (times.get(name)?.length ?? 0) > 1 ? `${name}.${slug(unit.code)}` : name];
		})
	);
}

function wish(unit: Named, parent: Named | undefined): string {
	const own = slug(unit.fullName);
	// Below the city alone there is nothing to tell apart: the top needs no naming.
	return parent === undefined || parent.parentId === null ? own : `${own}.${slug(parent.name)}`;
}
