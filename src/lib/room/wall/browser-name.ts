// The browser's name and version as its users know them. Pure.

/** Many say that they are Chrome, and Chrome says that it is Safari: the rare names come first. */
const marks: readonly [RegExp, string][] = [
	[/coc_coc_browser\/(\d+)/i, 'Cốc Cốc'],
	[/Edg(?:A|iOS)?\/(\d+)/, 'Edge'],
	[/OPR\/(\d+)/, 'Opera'],
	[/SamsungBrowser\/(\d+)/, 'Samsung Internet'],
	[/(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
	[/(?:Chrome|Chromium|CriOS)\/(\d+)/, 'Chrome'],
	[/Version\/(\d+).*Safari/, 'Safari']
];
const systems: readonly [RegExp, string][] = [
	[/Android/, 'Android'],
	[/iPhone|iPad/, 'iOS'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/CrOS/, 'ChromeOS'],
	[/Linux/, 'Linux']
];

export function browserName(userAgent: string): string {
	const browser = marks.flatMap(([mark, name]) => {
		const version = mark.exec(userAgent)?.[1];
		return version === undefined ? [] : [`${name} ${version}`];
	})[0];
	const system = systems.find(([mark]) => mark.test(userAgent))?.[1];
	return [browser ?? '?', system].filter(Boolean).join(', ');
}
