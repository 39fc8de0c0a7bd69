// The device cookie (OWASP: "Slow Down Online Guessing Attacks with Device Cookies"). A browser in which a person has
// signed in before has attempts of its own, which guessing from elsewhere cannot use up. It opens nothing by itself.
import type { RequestEvent } from '@sveltejs/kit';
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

type WithCookies = Pick<RequestEvent, 'cookies' | 'url'>;
/** `secret`: the installation's own. */
type Seal = { secret: string; signInName: string };

const keptSeconds = 180 * 24 * 3600;
const form = /^([\w-]{16})\.([\w-]{43})$/;

/** The number of this browser when the person has signed in with it before; nobody can make one up. */
export function readDevice(event: WithCookies, by: Seal): string | undefined {
	const [, number, seal] = form.exec(event.cookies.get(nameAt(event)) ?? '') ?? [];
	if (number === undefined || seal === undefined) return undefined;
	const right = Buffer.from(sealOf(by, number));
	return timingSafeEqual(right, Buffer.from(seal)) ? number : undefined;
}

/** After each sign-in, for the person who has signed in last. */
export function writeDevice(event: WithCookies, by: Seal): void {
	const number = randomBytes(12).toString('base64url');
	const secure = event.url.protocol === 'https:';
	event.cookies.set(nameAt(event), `${number}.${sealOf(by, number)}`, {
		path: '/',
		httpOnly: true,
		sameSite: 'lax',
		secure,
		maxAge: keptSeconds
	});
}

function sealOf({ secret, signInName }: Seal, number: string): string {
	// The words before the name keep these seals apart from all others made with the same key.
	const text = `device cookie\0${number}\0${signInName}`;
	return createHmac('sha256', secret).update(text).digest('base64url');
}

function nameAt({ url }: Pick<RequestEvent, 'url'>): string {
	return url.protocol === 'https:' ? '__Host-device' : 'device';
}
