// What the wall says of a site, read from its devices. Pure but for what producers say of themselves.
import type { Role } from '#lib/protocol/values.ts';
import type { LineReport, Unseen, WallDevice, WallSite } from '#lib/protocol/wall.ts';

export type Reported = LineReport & { at: number };

/** What is used of a seat. */
export type Device = {
	readonly connectionId: string;
	readonly personName: string;
	readonly role: Role;
	/** Undefined while its page does not answer. */
	readonly line: unknown;
	readonly lostAt: number | undefined;
	readonly report: Reported | undefined;
	readonly unseen: Unseen | null;
	readonly reception: { readonly audioOnly: boolean; readonly held: boolean };
	readonly productions: readonly { source: string; producer: { paused: boolean } }[];
};

/** Those who sit at a site's own camera. */
export const seen: readonly Role[] = ['chair', 'delegate'];

/** Milliseconds after which a report says nothing of now. */
const stale = 20_000;
const delayStep = 20;

export function wallSiteOf(
	siteId: string,
	devices: readonly Device[],
	{ removed, now }: { removed: boolean; now: number }
): WallSite {
	const online = devices.filter(({ line }) => line !== undefined);
	const reports = online.flatMap(({ report }) => (report && now - report.at < stale ? [report] : []));
	const lossOf = ({ lossIn, lossOut }: Reported) => worst([lossIn, lossOut]);
	const [loss, delay] = [worst(reports.map(lossOf)), worst(reports.map((report) => report.delay))];
	const cameras = online.filter(({ role }) => seen.includes(role));
	return {
		siteId,
		unseen: cameras.every((device) => device.unseen !== null) ? (cameras[0]?.unseen ?? null) : null,
		microphone: online.some(({ productions }) =>
			productions.some(({ source, producer }) => source === 'microphone' && !producer.paused)
		),
		lostAt: online.length === 0 ? worst(devices.map((device) => device.lostAt ?? null)) : null,
		audioOnly: online.map(holderOf).find((holder) => holder !== null) ?? null,
		// Rounded: a wall that is told of every breath of 253 lines costs more than it says.
		loss: loss === null ? null : Math.round(loss),
		delay: delay === null ? null : Math.round(delay / delayStep) * delayStep,
		removed
	};
}

export function wallDeviceOf(device: Device): WallDevice {
	const { connectionId, personName, role, line, report } = device;
	const online = line !== undefined;
	return { connectionId, personName, role, online, audioOnly: holderOf(device), report: report ?? null };
}

function holderOf({ reception }: Device): WallSite['audioOnly'] {
	if (reception.held) return 'operator';
	return reception.audioOnly ? 'line' : null;
}

function worst(values: readonly (number | null)[]): number | null {
	const known = values.filter((value) => value !== null);
	return known.length === 0 ? null : Math.max(...known);
}
