// What a page that looks at the wall gets over its websocket, as its browser tells it.
import type { Page } from 'playwright/test';
import * as v from 'valibot';

/** Bytes as they come out of the browser's decompression; of each picture that came, when the server got it. */
export type Traffic = { bytes: number; pictures: number[] };

/** Engine.io's message (4), socket.io's event with one binary (51-). */
const head = /^451-(?=\["stills:came")/;
const binaryFrame = 2;
const batch = v.tuple([
	v.literal('stills:came'),
	v.object({ stills: v.array(v.object({ at: v.number() })) })
]);

/** When the server got the pictures whose binary comes next; empty when the frame says something else. */
export function picturesIn(frame: string): number[] {
	if (!head.test(frame)) return [];
	const [, { stills }] = v.parse(batch, JSON.parse(frame.replace(head, '')));
	return stills.map(({ at }) => at);
}

/** The page must not have opened its socket yet. */
export async function watchSocket(page: Page): Promise<Traffic> {
	const traffic: Traffic = { bytes: 0, pictures: [] };
	const session = await page.context().newCDPSession(page);
	await session.send('Network.enable');
	session.on('Network.webSocketFrameReceived', ({ response: { opcode, payloadData } }) => {
		const isBinary = opcode === binaryFrame;
		// The browser tells binaries in base 64.
		traffic.bytes += isBinary ? (payloadData.length * 3) / 4 : payloadData.length;
		if (!isBinary) traffic.pictures.push(...picturesIn(payloadData));
	});
	return traffic;
}
