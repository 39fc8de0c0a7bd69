// One small picture out of the own camera. The browser scales and encodes it beside the page's own work.
import { largestStill, usualStill } from '#lib/protocol/wall.ts';

const width = 192;
const height = 108;
/** Milliseconds: a camera that shows nothing by then is asked again the next time. */
const patience = 3000;

export const firstQuality = 0.6;
const leastQuality = 0.2;
const bestQuality = 0.75;

/** By the size of the last one: what is wanted is a picture of the usual size, whatever the camera sees. */
export function nextQuality(quality: number, size: number): number {
	if (size > usualStill) return Math.max(leastQuality, quality * 0.8);
	return size < usualStill * 0.7 ? Math.min(bestQuality, quality * 1.1) : quality;
}

export class StillCamera {
	#quality = firstQuality;

	/** Null where there is nothing to be seen, or it cannot be made small enough this time. */
	async take(track: MediaStreamTrack): Promise<Uint8Array<ArrayBuffer> | null> {
		// Old browsers draw nothing beside the page, and drawing in the page would disturb it.
		if (!('OffscreenCanvas' in globalThis)) return null;
		const frame = await firstFrame(track);
		if (frame === null) return null;
		const canvas = new OffscreenCanvas(width, height);
		const context = canvas.getContext('2d', { alpha: false });
		if (context === null) return null;
		cover(context, frame);
		frame.srcObject = null;
		const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: this.#quality });
		this.#quality = nextQuality(this.#quality, blob.size);
		// A browser that knows no JPEG gives something else.
		if (blob.type !== 'image/jpeg' || blob.size > largestStill) return null;
		return new Uint8Array(await blob.arrayBuffer());
	}
}

async function firstFrame(track: MediaStreamTrack): Promise<HTMLVideoElement | null> {
	const video = document.createElement('video');
	video.muted = true;
	video.playsInline = true;
	const ready = new Promise<boolean>((resolve) => {
		video.addEventListener('loadeddata', () => resolve(true), { once: true });
		setTimeout(() => resolve(false), patience);
	});
	video.srcObject = new MediaStream([track]);
	// Refused when the page is left at this moment; then no frame comes either.
	video.play().catch(() => undefined);
	if ((await ready) && video.videoWidth > 0) return video;
	video.srcObject = null;
	return null;
}

/** Fills the picture; what is too much at the sides is left out. */
function cover(context: OffscreenCanvasRenderingContext2D, video: HTMLVideoElement): void {
	const scale = Math.max(width / video.videoWidth, height / video.videoHeight);
	const [wide, high] = [video.videoWidth * scale, video.videoHeight * scale];
	context.drawImage(video, (width - wide) / 2, (height - high) / 2, wide, high);
}
