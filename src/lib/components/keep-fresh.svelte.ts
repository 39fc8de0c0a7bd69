// Pages that show a state keep up with it while somebody looks. When the server cannot be reached they stay as they
// are: loading again would put the error page in their place.
import { invalidate } from '$app/navigation';

let away = $state(false);

/** The server did not answer when it was last asked. */
export function isServerAway(): boolean {
	return away;
}

/** Loads again what depends on `dependency`; `every` answers the milliseconds between, or nothing to rest. */
export function keepFresh(dependency: string, every: () => number | undefined): void {
	const look = () => {
		if (document.visibilityState === 'visible') void loadAgain(dependency);
	};
	$effect(() => {
		const pause = every();
		if (pause === undefined) return;
		const timer = setInterval(look, pause);
		document.addEventListener('visibilitychange', look);
		return () => {
			clearInterval(timer);
			document.removeEventListener('visibilitychange', look);
			away = false;
		};
	});
}

async function loadAgain(dependency: string): Promise<void> {
	away = !(await isReachable());
	if (!away) await invalidate(dependency);
}

/** Any answer of the server itself is good enough; a proxy answers for a server that is away with 502 to 504. */
async function isReachable(): Promise<boolean> {
	return fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store' }).then(
		({ status }) => status < 500,
		() => false
	);
}
