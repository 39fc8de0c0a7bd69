// TURN for sites behind strict firewalls: our own servers only, with credentials that expire (coturn's REST scheme).
import { createHmac } from 'node:crypto';
import type { IceServer } from '#lib/protocol/media.ts';
import type { Config } from '#lib/server/platform/config.ts';

const lifetimeSeconds = 12 * 3600;

export function iceServers(turn: Config['turn'], user: string, now = Date.now()): IceServer[] {
	if (turn === undefined) return [];
	const username = `${Math.floor(now / 1000) + lifetimeSeconds}:${user}`;
	const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
	return [{ urls: turn.urls, username, credential }];
}
