export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

export function readTheme(cookie: string | undefined): Theme {
	return themes.find((theme) => theme === cookie) ?? 'system';
}
