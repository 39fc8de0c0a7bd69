import { expect, test, vi } from 'vitest';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import type { Source } from '#lib/protocol/values.ts';
import { Refusal } from '../connection/refusal.ts';
import { nothingSent, Sender, type Outgoing, type Outlet, type SendingInputs } from './sender.ts';

class FakeProducer implements Outgoing {
	readonly id: string;
	closed = false;
	paused = false;
	track: MediaStreamTrack | null;

	constructor(id: string, track: MediaStreamTrack) {
		this.id = id;
		this.track = track;
	}

	pause() {
		this.paused = true;
	}

	resume() {
		this.paused = false;
	}

	close() {
		this.closed = true;
	}

	async replaceTrack({ track }: { track: MediaStreamTrack }) {
		this.track = track;
	}

	on() {}
}

class FakeOutlet implements Outlet {
	closed = false;
	made: { source: Source; producer: FakeProducer }[] = [];
	refusal: Refusal | undefined;

	async produce(source: Source, track: MediaStreamTrack) {
		if (this.refusal) throw this.refusal;
		const producer = new FakeProducer(`${source}-${this.made.length}`, track);
		this.made.push({ source, producer });
		return producer;
	}

	sources() {
		return this.made.map(({ source }) => source);
	}
}

/** A stand-in for a track: the sender only hands it on. */
const track = (): MediaStreamTrack => Object.create(null);

function setUp() {
	const asked: string[] = [];
	const confused = vi.fn();
	let sent = nothingSent;
	/** What the room refuses, as a line does that is away. */
	const refused = new Map<string, ErrorCode>();
	const sender = new Sender(
		async (name) => {
			asked.push(name);
			const code = refused.get(name);
			if (code) throw new Refusal(code);
			return Object.create(null);
		},
		{ onChanged: (next) => (sent = next), onConfused: confused }
	);
	const outlet = new FakeOutlet();
	const inputs: SendingInputs = {
		right: 'floor:1',
		wanted: { microphone: true, camera: true, screen: false, 'screen-audio': false },
		tracks: { microphone: track(), camera: track() },
		media: outlet
	};
	const settled = (sources: Source[]) => vi.waitFor(() => expect(sent.sources).toEqual(sources));
	return { sender, outlet, inputs, asked, refused, confused, settled, sent: () => sent };
}

test('the floor opens what is wanted, and its end closes it', async () => {
	const { sender, outlet, inputs, asked, settled } = setUp();
	sender.update({ ...inputs, right: null });
	await settled([]);
	expect(outlet.made).toEqual([]);
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	sender.update({ ...inputs, right: null });
	await settled([]);
	expect(outlet.made.every(({ producer }) => producer.closed)).toBe(true);
	expect(asked.filter((name) => name === 'producer:close')).toHaveLength(2);
});

test('what the room closed first is closed, and nothing has failed', async () => {
	const { sender, inputs, refused, settled, sent } = setUp();
	sender.update({ ...inputs, right: 'chair' });
	await settled(['microphone', 'camera']);
	refused.set('producer:close', 'not_found');
	sender.update({ ...inputs, right: null });
	await settled([]);
	sender.update({ ...inputs, right: 'floor:2' });
	await settled(['microphone', 'camera']);
	expect(sent().faults.size).toBe(0);
});

test('without a device there is nothing to send, and one that comes later is sent', async () => {
	const { sender, outlet, inputs, settled } = setUp();
	sender.update({ ...inputs, tracks: {} });
	await settled([]);
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	expect(outlet.sources().toSorted()).toEqual(['camera', 'microphone']);
});

test('a microphone that is switched off while speaking is paused, and goes on as the same one', async () => {
	const { sender, outlet, inputs, asked, settled } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	sender.update({ ...inputs, wanted: { ...inputs.wanted, microphone: false } });
	await settled(['camera']);
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	expect(outlet.sources()).toEqual(['microphone', 'camera']);
	expect(asked).toEqual(['producer:pause', 'producer:resume']);
});

test('what the server closed is not made again on the strength of the same right', async () => {
	const { sender, outlet, inputs, settled } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	for (const { producer } of outlet.made) {
		sender.serverClosed({ producerId: producer.id, reason: 'floor-ended' });
	}
	await settled([]);
	sender.update({ ...inputs });
	await settled([]);
	sender.update({ ...inputs, right: 'floor:2' });
	await settled(['microphone', 'camera']);
	expect(outlet.made).toHaveLength(4);
});

test('a refusal for want of the floor waits for the next one and is no fault', async () => {
	const { sender, outlet, inputs, settled, sent } = setUp();
	outlet.refusal = new Refusal('floor_required');
	sender.update(inputs);
	await settled([]);
	outlet.refusal = undefined;
	sender.update({ ...inputs, right: 'floor:2' });
	await settled(['microphone', 'camera']);
	expect(sent().faults).toEqual(new Map());
});

test('a failure is told and not tried in a loop', async () => {
	const { sender, outlet, inputs, sent } = setUp();
	outlet.refusal = new Refusal('media_failed');
	const produce = vi.spyOn(outlet, 'produce');
	sender.update(inputs);
	const failed = new Map([
		['microphone', 'media_failed'],
		['camera', 'media_failed']
	]);
	await vi.waitFor(() => expect(sent().faults).toEqual(failed));
	await vi.waitFor(() => expect(produce).toHaveBeenCalledTimes(2));
	expect(sent().sources).toEqual([]);
});

test('when the room may have what the page does not know of, the seat is taken again', async () => {
	const { sender, outlet, inputs, confused } = setUp();
	outlet.refusal = new Refusal('conflict');
	sender.update(inputs);
	await vi.waitFor(() => expect(confused).toHaveBeenCalled());
});

test('new media sends everything anew', async () => {
	const { sender, outlet, inputs, settled } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	outlet.closed = true;
	const next = new FakeOutlet();
	sender.update({ ...inputs, media: next });
	await settled(['microphone', 'camera']);
	expect(next.sources()).toEqual(['microphone', 'camera']);
	expect(outlet.made.every(({ producer }) => producer.closed)).toBe(true);
});

test('after an interruption page and room have the same producers', async () => {
	const { sender, outlet, inputs, asked, settled } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	const [microphone] = outlet.made;
	await sender.reconcile([microphone?.producer.id ?? '', 'stray']);
	expect(asked).toContain('producer:close');
	await settled(['microphone', 'camera']);
	expect(outlet.sources()).toEqual(['microphone', 'camera', 'camera']);
});

test('a failure is told anew with the next floor, and forgotten when it is mended', async () => {
	const { sender, outlet, inputs, sent, settled } = setUp();
	outlet.refusal = new Refusal('media_failed');
	sender.update(inputs);
	await vi.waitFor(() => expect(sent().faults.size).toBe(2));
	sender.update({ ...inputs, right: null });
	expect(sent().faults).toEqual(new Map());
	sender.update({ ...inputs, right: 'floor:2' });
	await vi.waitFor(() => expect(sent().faults.size).toBe(2));
	outlet.refusal = undefined;
	sender.update({ ...inputs, right: 'floor:2' });
	await settled(['microphone', 'camera']);
	expect(sent().faults).toEqual(new Map());
});

test('a microphone that is opened while the line is away counts as open only when the room has opened it', async () => {
	const { sender, outlet, inputs, asked, refused, settled, sent } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	sender.update({ ...inputs, wanted: { ...inputs.wanted, microphone: false } });
	await settled(['camera']);
	refused.set('producer:resume', 'unavailable');
	sender.update(inputs);
	await vi.waitFor(() => expect(asked).toContain('producer:resume'));
	expect(sent().sources).toEqual(['camera']);
	expect(outlet.made.map(({ producer }) => producer.paused)).toEqual([true, false]);
	refused.clear();
	await sender.reconcile(outlet.made.map(({ producer }) => producer.id));
	await settled(['microphone', 'camera']);
	expect(asked.at(-1)).toBe('producer:resume');
});

test('a microphone that was closed while the line was away is closed in the room afterwards', async () => {
	const { sender, outlet, inputs, asked, refused, settled } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	refused.set('producer:pause', 'unavailable');
	sender.update({ ...inputs, wanted: { ...inputs.wanted, microphone: false } });
	await settled(['camera']);
	refused.clear();
	const before = asked.length;
	await sender.reconcile(outlet.made.map(({ producer }) => producer.id));
	expect(asked.slice(before)).toEqual(['producer:pause', 'producer:resume']);
	await settled(['camera']);
});

test('what the room does not open again after an interruption is tried again, not claimed', async () => {
	const { sender, outlet, inputs, refused, settled, sent } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	refused.set('producer:resume', 'unavailable');
	await sender.reconcile(outlet.made.map(({ producer }) => producer.id));
	await settled([]);
	refused.clear();
	sender.update({ ...inputs });
	await settled(['microphone', 'camera']);
	expect(sent().faults).toEqual(new Map());
});

test('a microphone that an officer closed while the line was away stays closed, and only that', async () => {
	const { sender, outlet, inputs, asked, settled } = setUp();
	sender.update(inputs);
	await settled(['microphone', 'camera']);
	asked.length = 0;
	const producerIds = outlet.made.map(({ producer }) => producer.id);
	await sender.reconcile(producerIds, { muted: true });
	expect(asked).toEqual(['producer:pause', 'producer:resume']);
	sender.update({ ...inputs, wanted: { ...inputs.wanted, microphone: false } });
	await settled(['camera']);
});
