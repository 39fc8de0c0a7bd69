// A media server for tests of the line: it answers what it was told to answer and remembers what it was asked.
import type { CommandData } from '#lib/protocol/commands.ts';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import type { Handshake } from '#lib/protocol/socket.ts';
import type { Line, OpenLine } from './line.ts';
import { sampleSnapshot } from '../sample.test-data.ts';

const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

export const joinAnswer: CommandData<'room:join'> = {
	snapshot: {
		...sampleSnapshot,
		me: { ...sampleSnapshot.me, connectionId: uuid(1), siteId: uuid(2) },
		meeting: { ...sampleSnapshot.meeting, meetingId: uuid(3) },
		agenda: [],
		sites: []
	},
	resumed: false,
	consumers: [],
	producerIds: [],
	muted: false,
	routerRtpCapabilities: {},
	iceServers: []
};

type Listener = (data: unknown) => void;

class FakeLine implements Line {
	connected = false;
	#listeners: { name: string; listener: Listener }[] = [];
	#ask: (name: string, message: unknown) => Promise<unknown>;

	constructor(ask: (name: string, message: unknown) => Promise<unknown>) {
		this.#ask = ask;
	}

	on(name: string, listener: Listener) {
		this.#listeners.push({ name, listener });
	}

	once(name: string, listener: Listener) {
		this.on(name, listener);
	}

	removeAllListeners() {
		this.#listeners = [];
	}

	disconnect() {
		this.connected = false;
	}

	timeout() {
		return { emitWithAck: (name: string, message: unknown) => this.#ask(name, message) };
	}

	hear(name: string, data?: unknown) {
		for (const { listener } of this.#listeners.filter((entry) => entry.name === name)) listener(data);
	}
}

export class FakeServer {
	handshakes: Handshake[] = [];
	#lines: FakeLine[] = [];
	#asked: { name: string; message: unknown }[] = [];
	#answers = new Map<string, unknown>([['room:join', { ok: true, data: joinAnswer }]]);
	#refusal: ErrorCode | undefined;

	openLine: OpenLine = async (handshake) => {
		this.handshakes.push(handshake);
		const line = new FakeLine(async (name, message) => {
			this.#asked.push({ name, message });
			return this.#answers.get(name) ?? { ok: true, data: {} };
		});
		this.#lines.push(line);
		setTimeout(() => {
			const code = this.#refusal;
			if (code !== undefined) return line.hear('connect_error', { message: code, data: { code } });
			line.connected = true;
			line.hear('connect');
		}, 10);
		return line;
	};

	/** Lines that stand. */
	get open(): number {
		return this.#lines.filter((line) => line.connected).length;
	}

	asked(name: string): unknown[] {
		return this.#asked.filter((entry) => entry.name === name).map((entry) => entry.message);
	}

	answer(name: string, answer: unknown) {
		this.#answers.set(name, answer);
	}

	refuseHandshakes(code: ErrorCode) {
		this.#refusal = code;
	}

	acceptHandshakes() {
		this.#refusal = undefined;
	}

	tell(name: string, data: unknown) {
		this.#lines.at(-1)?.hear(name, data);
	}

	/** The line breaks. */
	drop() {
		const line = this.#lines.at(-1);
		if (!line) return;
		line.connected = false;
		line.hear('disconnect', 'transport close');
	}
}
