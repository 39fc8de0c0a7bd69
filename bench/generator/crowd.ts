// All seats of a generator, in groups that are counted together.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import type { Door, Order, OrderReport, Stream } from './orders.ts';
import { Seat } from './seat.ts';
import { Source } from './source.ts';
import { JanusLine, type Viewer } from './viewer.ts';

const ticketAnswer = v.object({ ok: v.literal(true), data: v.object({ ticket: v.string() }) });
const sessionCookie = /(?:^|\s)((?:__Host-)?session=[^;]+)/;

const readyWithin = 30_000;
const looksEvery = 20;

type Group = { seats: Seat[]; viewers: Viewer[]; sources: Source[]; close: (() => void)[] };

export class Crowd {
	readonly #cookies = new Map<string, string>();
	readonly #groups = new Map<string, Group>();

	async signIn({ origin, accounts }: Order<'sign-in'>): Promise<OrderReport<'sign-in'>> {
		const started = performance.now();
		const took: number[] = [];
		const failed = await forAll(accounts, accounts.length, async ({ signInName, password }) => {
			const answer = await fetch(`${origin}/sign-in`, {
				method: 'POST',
				headers: { origin },
				body: new URLSearchParams({ signInName, password }),
				redirect: 'manual'
			});
			await answer.arrayBuffer();
			const cookie = sessionCookie.exec(answer.headers.get('set-cookie') ?? '')?.[1];
			if (cookie === undefined) throw new Error(`sign-in answered ${answer.status} without a session`);
			this.#cookies.set(signInName, cookie);
			took.push(performance.now() - started);
		});
		return { took, failed };
	}

	async enter({ group, door, names, watch, width }: Order<'enter'>): Promise<OrderReport<'enter'>> {
		const report: OrderReport<'enter'> = { ticket: [], seated: [], connected: [], failed: [] };
		const { seats } = this.#group(group);
		report.failed = await forAll(names, width, async (name) => {
			const started = performance.now();
			const ticket = await this.#ticket(door, name);
			report.ticket.push(performance.now() - started);
			const seat = await Seat.connect(door.origin, name, ticket);
			seats.push(seat);
			await seat.join();
			report.seated.push(performance.now() - started);
			if (watch) await seat.watch();
			report.connected.push(performance.now() - started);
		});
		return report;
	}

	/** The server lets pages in a moment after they have come: what is sent before is not lost, but not for them. */
	async ready({ group, streams }: Order<'ready'>): Promise<Record<string, never>> {
		const { seats } = this.#group(group);
		const until = performance.now() + readyWithin;
		for (;;) {
			const waiting = seats.filter(
				({ received }) => [...received.values()].filter(({ flows }) => flows).length < streams
			);
			if (waiting.length === 0) return {};
			if (performance.now() > until)
				throw new Error(`${waiting.length} of ${seats.length} seats get no stage`);
			await pause(looksEvery);
		}
	}

	async view({ group, url, mountpoint, count, width }: Order<'view'>): Promise<OrderReport<'view'>> {
		const { viewers, close } = this.#group(group);
		const line = await JanusLine.open(url);
		close.push(() => line.close());
		const connected: number[] = [];
		const failed = await forAll(Array.from({ length: count }), width, async () => {
			const started = performance.now();
			viewers.push(await line.watch(mountpoint));
			connected.push(performance.now() - started);
		});
		return { connected, failed };
	}

	async leave(name: string): Promise<Record<string, never>> {
		const group = this.#group(name);
		this.#groups.delete(name);
		for (const source of group.sources) source.stop();
		for (const member of [...group.seats, ...group.viewers]) member.close();
		for (const close of group.close) close();
		return {};
	}

	async publish({ group, name, streams }: Order<'publish'>): Promise<Record<string, never>> {
		const sources = await prepareAll(streams);
		for (const source of sources) await this.seat(group, name).publish(source);
		this.#group(group).sources.push(...sources);
		return {};
	}

	async inject({ group, streams, ports }: Order<'inject'>): Promise<Record<string, never>> {
		const socket = createSocket('udp4').bind(0, '127.0.0.1');
		await once(socket, 'listening');
		const { sources, close } = this.#group(group);
		close.push(() => socket.close());
		for (const [index, stream] of streams.entries()) {
			const source = await Source.prepare(stream, index + 1);
			source.attach((packet) => {
				socket.send(packet, ports[index], '127.0.0.1');
				return true;
			});
			sources.push(source);
		}
		return {};
	}

	async play(name: string): Promise<Record<string, never>> {
		for (const source of this.#group(name).sources) {
			source.forget();
			source.play();
		}
		return {};
	}

	async pause(name: string): Promise<OrderReport<'pause'>> {
		const report = { sent: 0, due: 0, keyFramesAsked: 0 };
		for (const source of this.#group(name).sources) {
			source.stop();
			report.sent += source.sent;
			report.due += source.due;
			report.keyFramesAsked += source.keyFramesAsked;
		}
		return report;
	}

	count(name: string): OrderReport<'count'> {
		const group = this.#group(name);
		const members = [...group.seats, ...group.viewers];
		const sent = group.sources.reduce((total, source) => total + source.sent, 0);
		const report = {
			...{ seats: members.length, sent },
			...{ packets: 0, bytes: 0, notices: 0, noticeBytes: 0, silent: 0 }
		};
		for (const member of members) {
			report.packets += member.packets;
			report.bytes += member.bytes;
			report.notices += member.notices;
			report.noticeBytes += member.noticeBytes;
			if (member.packets === member.packetsBefore) report.silent++;
			member.packetsBefore = member.packets;
		}
		return report;
	}

	seat(group: string, name: string): Seat {
		const found = this.#group(group).seats.find((seat) => seat.name === name);
		if (found === undefined) throw new Error(`${name} is not in ${group}`);
		return found;
	}

	/** After a line that broke: a new ticket, a new socket, the same seat. */
	async comeBack(group: string, name: string, door: Door): Promise<Seat> {
		const earlier = this.seat(group, name);
		const seat = await Seat.connect(door.origin, name, await this.#ticket(door, name));
		await seat.join(earlier.connectionId);
		const { seats } = this.#group(group);
		seats.splice(seats.indexOf(earlier), 1, seat);
		return seat;
	}

	seats(group: string): Seat[] {
		return this.#group(group).seats;
	}

	#group(name: string): Group {
		const known = this.#groups.get(name) ?? { seats: [], viewers: [], sources: [], close: [] };
		this.#groups.set(name, known);
		return known;
	}

	async #ticket(door: Door, name: string): Promise<string> {
		if (door.kind === 'bare') return name;
		const { origin, meetingId } = door;
		const cookie = this.#cookies.get(name);
		if (cookie === undefined) throw new Error(`${name} has not signed in`);
		const answer = await fetch(`${origin}/meetings/${meetingId}/ticket`, {
			method: 'POST',
			headers: { origin, cookie }
		});
		return v.parse(ticketAnswer, await answer.json()).data.ticket;
	}
}

export function prepareAll(streams: readonly Stream[]): Promise<Source[]> {
	return Promise.all(streams.map((stream) => Source.prepare(stream)));
}

/** So many at a time; answers why some failed. */
export async function forAll<T>(
	all: readonly T[],
	width: number,
	work: (one: T) => Promise<void>
): Promise<string[]> {
	const failed: string[] = [];
	const waiting = all.values();
	const next = async () => {
		for (const one of waiting) {
			await work(one).catch((error: unknown) =>
				failed.push(error instanceof Error ? error.message : String(error))
			);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, all.length) }, next));
	return failed;
}
