// How large a page is drawn. Pure.

export type Size = { width: number; height: number };
/** The whole page, or as wide as there is room: a portrait page is then read by scrolling. */
export type Fit = 'page' | 'width';

export const zooms = [1, 1.25, 1.5, 2, 3, 4] as const;
/** Wider than this a page is no easier to read. */
const widest = 960;
/** More pixels than this cost a weak PC more than anybody sees. */
const mostPixels = 8_000_000;

/** What is upright has small letters, and is read; what is wide is looked at as a whole. */
export function usualFit({ width, height }: Size): Fit {
	return height > width ? 'width' : 'page';
}

/** From the page's own size to CSS pixels. */
export function scaleFor(page: Size, room: Size, fit: Fit, zoom: number): number {
	const byWidth = room.width / page.width;
	const whole = Math.min(byWidth, room.height / page.height);
	const fitted = fit === 'page' ? whole : Math.max(whole, Math.min(byWidth, widest / page.width));
	return fitted * zoom;
}

/** Device pixels to one CSS pixel. */
export function pixelRatio({ width, height }: Size, device: number): number {
	return Math.min(device, 2, Math.sqrt(mostPixels / (width * height)));
}

export function nextZoom(zoom: number, step: 1 | -1): number {
	const index = zooms.findIndex((one) => one >= zoom) + step;
	return zooms[Math.max(0, Math.min(zooms.length - 1, index))] ?? zoom;
}
