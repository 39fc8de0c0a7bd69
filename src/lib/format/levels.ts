import { getLocale } from '#lib/paraglide/runtime.js';

type Level = { nameVi: string; nameEn: string; nameJa: string };

/** Levels are data and bring their names in all three languages. */
export function levelName(level: Level): string {
	return { vi: level.nameVi, en: level.nameEn, ja: level.nameJa }[getLocale()];
}
