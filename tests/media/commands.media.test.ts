// What a page can send: every command with a wrong shape, too early, without the right, and plain garbage.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commands, type CommandName } from '../../src/lib/protocol/commands.ts';
import type { Role } from '../../src/lib/protocol/values.ts';
import { testDatabase } from '../support/database.ts';
import { conveneMeeting, type ConvenedMeeting, type Seated } from '../support/media/meeting.ts';
import { audioParameters } from '../support/media/sender.ts';
import type { Seat } from '../support/media/seat.ts';
import { smallJpeg, someReport } from '../support/media/stills.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
let server: TestServer;
let meeting: ConvenedMeeting;
let chair: Seat;
let delegate: Seat;

const someId = crypto.randomUUID();
const fingerprints = [{ algorithm: 'sha-256', value: 'AA:BB' }] as const;

/** One message of the right shape for each command; the ids are nobody's. */
const messages: Record<CommandName, Record<string, unknown>> = {
	'room:join': { connectionId: someId },
	'site:consent': { consent: true },
	'room:leave': {},
	'transport:create': { direction: 'send' },
	'transport:connect': { transportId: someId, dtlsParameters: { fingerprints } },
	'transport:restart-ice': { transportId: someId },
	'stage:watch': { transportId: someId, rtpCapabilities: {} },
	'producer:create': {
		transportId: someId,
		kind: 'audio',
		source: 'microphone',
		rtpParameters: audioParameters(1)
	},
	'producer:pause': { producerId: someId },
	'producer:resume': { producerId: someId },
	'producer:close': { producerId: someId },
	'consumer:resume': { consumerId: someId },
	'consumer:pause': { consumerId: someId },
	'hand:raise': {},
	'hand:lower': {},
	'hand:dismiss': { siteId: someId },
	'floor:grant': { siteId: someId },
	'floor:withdraw': { siteId: someId },
	'offer:accept': {},
	'offer:decline': {},
	'floor:limit': { limit: 2 },
	'floor:time': { minutes: 5 },
	'floor:return': {},
	'roll:take': {},
	'announcement:make': { announcementId: someId, text: 'Nghỉ 10 phút' },
	'message:send': { messageId: someId, siteId: someId, text: 'Nghe không rõ' },
	'messages:read': { siteId: someId },
	'messages:switch': { open: true },
	'agenda:begin': { itemId: someId },
	'paper:show': { paperId: someId, page: 1 },
	'paper:turn': { page: 2 },
	'paper:hide': {},
	'papers:switch': { open: true },
	'vote:open': { voteId: someId, question: 'Thông qua?', secret: false, electorate: 'sites' },
	'vote:cast': { voteId: someId, ballotId: someId, choice: 'agree' },
	'vote:close': { voteId: someId },
	'vote:cancel': { voteId: someId },
	'wall:look': { siteIds: [] },
	'wall:leave': {},
	'stills:seen': {},
	'still:send': { picture: smallJpeg },
	'still:stop': { why: 'off' },
	'line:report': someReport,
	'wall:inspect': { siteId: someId },
	'load:read': {},
	'site:limit': { siteId: someId, audioOnly: true },
	'site:mute': { siteId: someId },
	'site:remove': { siteId: someId },
	'lobby:send': { siteId: someId },
	'lobby:admit': { siteId: someId },
	'site:admit': { siteId: someId },
	'chair:candidates': {},
	'chair:hand': { personId: someId },
	'acting:allow': { roles: ['secretary'] },
	'meeting:open': {},
	'meeting:end': {}
};
const names = Object.keys(commands).filter((name): name is CommandName => name in commands);
const seated = names.filter((name) => name !== 'room:join');
const refused = (code: string) => ({ ok: false, error: { code } });

beforeAll(async () => {
	server = await startTestServer(database);
	meeting = await conveneMeeting(database.sql);
	chair = await server.join(meeting, meeting.chair);
	delegate = await server.join(meeting, meeting.delegates[0]);
	await chair.ask('meeting:open', {});
});
afterAll(() => server.close());

describe('a command of a wrong shape is invalid', () => {
	const wrong = [undefined, null, 1, 'text', [], { unknown: '\u0000' }, { siteId: 1, transportId: {} }];

	test.each(seated)('%s', async (name) => {
		const seat = await server.join(meeting, meeting.operator);
		const empty = Object.keys(messages[name]).length === 0;
		for (const message of empty ? wrong.slice(0, 6) : [...wrong, {}]) {
			// An empty command takes an empty object, and a list is one to JavaScript.
			if (empty && Array.isArray(message)) continue;
			expect(await seat.answer(name, message)).toEqual(refused('invalid_input'));
		}
		expect(await seat.answer(name)).toEqual(refused('invalid_input'));
		await seat.ask('room:leave', {});
	});

	test('and so is one that nobody knows', async () => {
		for (const name of ['room:destroy', 'constructor', '__proto__', 'toString']) {
			expect(await delegate.answer(name, {})).toEqual(refused('invalid_input'));
		}
	});
});

describe('before the seat is taken', () => {
	test.each(seated)('%s is refused', async (name) => {
		const seat = await server.connect(meeting, meeting.delegates[1] ?? meeting.delegates[0]);
		expect(await seat.answer(name, messages[name])).toEqual(refused('not_joined'));
		seat.close();
	});

	test('a seat is taken with a message of the right shape', async () => {
		const seat = await server.connect(meeting, meeting.operator);
		for (const message of [undefined, null, 5, { connectionId: 'mine' }]) {
			expect(await seat.answer('room:join', message)).toEqual(refused('invalid_input'));
		}
		seat.close();
	});

	test('a seat is taken once', async () => {
		expect(await delegate.answer('room:join', {})).toEqual(refused('wrong_state'));
	});
});

describe('without the right', () => {
	const denied: [CommandName, Exclude<Role, 'secretary'>[]][] = [
		['floor:grant', ['delegate', 'operator', 'observer']],
		['floor:withdraw', ['delegate', 'operator', 'observer']],
		['floor:limit', ['delegate', 'operator', 'observer']],
		['floor:time', ['delegate', 'operator', 'observer']],
		['offer:accept', ['chair', 'observer']],
		['offer:decline', ['chair', 'observer']],
		['site:consent', ['chair', 'observer']],
		['hand:dismiss', ['delegate', 'operator', 'observer']],
		['agenda:begin', ['delegate', 'operator', 'observer']],
		['announcement:make', ['delegate', 'operator', 'observer']],
		['message:send', ['observer']],
		['messages:read', ['observer']],
		['chair:candidates', ['delegate', 'operator', 'observer']],
		['chair:hand', ['delegate', 'operator', 'observer']],
		['acting:allow', ['delegate', 'operator', 'observer']],
		['messages:switch', ['delegate', 'operator', 'observer']],
		['paper:show', ['observer']],
		['paper:turn', ['observer']],
		['paper:hide', ['observer']],
		['papers:switch', ['delegate', 'operator', 'observer']],
		['meeting:open', ['delegate', 'operator', 'observer']],
		['meeting:end', ['delegate', 'operator', 'observer']],
		['hand:raise', ['chair', 'observer']],
		['hand:lower', ['chair', 'observer']],
		['floor:return', ['chair', 'observer']],
		['wall:look', ['delegate', 'observer']],
		['wall:leave', ['delegate', 'observer']],
		['stills:seen', ['delegate', 'observer']],
		['still:send', ['operator', 'observer']],
		['still:stop', ['operator', 'observer']],
		['wall:inspect', ['delegate', 'observer']],
		['load:read', ['delegate', 'observer']],
		['site:limit', ['delegate', 'observer']],
		['site:mute', ['operator', 'delegate', 'observer']],
		['site:remove', ['delegate', 'observer']],
		['site:admit', ['delegate', 'observer']],
		['producer:create', ['observer']],
		['producer:pause', ['observer']],
		['producer:resume', ['observer']],
		['producer:close', ['observer']]
	];
	const come = async (seated: Seated) => {
		const seat = await server.join(meeting, seated);
		return { seat, go: () => seat.ask('room:leave', {}) };
	};
	const here = (seat: Seat) => ({ seat, go: () => undefined });
	const people = {
		chair: () => here(chair),
		operator: () => come(meeting.operator),
		delegate: () => here(delegate),
		observer: () => come(meeting.observer)
	};

	test.each(denied)('%s is refused to %j', async (name, roles) => {
		for (const role of roles) {
			const { seat, go } = await people[role]();
			expect(await seat.answer(name, messages[name])).toEqual(refused('not_allowed'));
			await go();
		}
	});

	test('nothing of all that has happened', async () => {
		const watcher = await server.join(meeting, meeting.secretary);
		expect(watcher.joined.snapshot).toMatchObject({ floor: [], hands: [], meeting: { state: 'open' } });
	});
});

describe('ids of others are worth nothing', () => {
	test.each([
		'transport:connect',
		'transport:restart-ice',
		'stage:watch',
		'producer:pause',
		'producer:resume',
		'producer:close',
		'consumer:resume',
		'consumer:pause'
	] as const)('%s', async (name) => {
		const { producerId } = await own(chair);
		const transport = await chair.ask('transport:create', { direction: 'receive' });
		for (const foreign of [someId, producerId, transport.id]) {
			const message = Object.fromEntries(
				Object.entries(messages[name]).map(([key, value]) => [key, value === someId ? foreign : value])
			);
			expect(await delegate.answer(name, message)).toEqual(refused('not_found'));
		}
	});

	test.each([
		'floor:grant',
		'floor:withdraw',
		'hand:dismiss',
		'site:mute',
		'site:remove',
		'site:admit',
		'agenda:begin'
	] as const)('%s for another meeting', async (name) => {
		const other = await conveneMeeting(database.sql);
		const siteId = other.delegates[0].siteId;
		const itemId = other.agenda[0]?.itemId;
		expect(await chair.answer(name, name === 'agenda:begin' ? { itemId } : { siteId })).toEqual(
			refused('not_found')
		);
	});

	test('a ticket of one meeting does not open another one by its site', async () => {
		const other = await conveneMeeting(database.sql);
		const seat = await server.connect({ ...other, meetingId: meeting.meetingId }, other.delegates[0]);
		expect(await seat.answer('room:join', {})).toEqual(refused('not_invited'));
		const nowhere = await server.connect({ ...other, meetingId: crypto.randomUUID() }, other.delegates[0]);
		expect(await nowhere.answer('room:join', {})).toEqual(refused('not_found'));
	});
});

describe('what no page would send', () => {
	test('a command that wants no answer is taken all the same', async () => {
		delegate.socket.emit('hand:raise', {});
		await chair.notice('hands:changed', ({ hands }) => hands.length === 1);
		delegate.socket.emit('hand:lower', {});
		await chair.notice('hands:changed', ({ hands }) => hands.length === 0);
	});

	test('unusable media is refused as such', async () => {
		const { id } = await chair.ask('transport:create', { direction: 'send' });
		const codecs = [{ mimeType: 'video/none', payloadType: 96, clockRate: 1 }];
		const message = { transportId: id, kind: 'video', source: 'screen', rtpParameters: { codecs } };
		expect(await chair.answer('producer:create', message)).toEqual(refused('media_failed'));
		const dtlsParameters = { fingerprints: [{ algorithm: 'sha-256', value: 'no fingerprint' }] };
		expect(await chair.answer('transport:connect', { transportId: id, dtlsParameters })).toEqual(
			refused('invalid_input')
		);
	});

	test('a camera is no sound', async () => {
		const { id } = await chair.ask('transport:create', { direction: 'send' });
		const message = { ...messages['producer:create'], transportId: id, source: 'camera' };
		expect(await chair.answer('producer:create', message)).toEqual(refused('invalid_input'));
	});

	test('a message that is too long ends its own socket, and no other', async () => {
		const seat = await server.join(meeting, meeting.operator);
		seat.socket.emit('room:leave', { text: 'x'.repeat(200_000) });
		await seat.gone();
		expect(delegate.socket.connected).toBe(true);
	});

	test('a flood is refused, then cut off, and nobody else notices', async () => {
		const seat = await server.join(meeting, meeting.operator);
		const answers = Array.from({ length: 300 }, () => seat.answer('hand:lower', {}));
		const codes = (await Promise.all(answers)).map((answer) => (answer.ok ? 'ok' : answer.error.code));
		expect(codes.filter((code) => code === 'too_many_requests').length).toBeGreaterThan(100);
		for (let count = 0; count < 1500; count++) seat.socket.emit('hand:lower', {});
		await seat.gone();
		expect(await delegate.answer('hand:lower', {})).toEqual({ ok: true, data: {} });
	});

	test('the server still holds the meeting after all this', async () => {
		const late = await server.join(meeting, meeting.delegates[2] ?? meeting.delegates[0]);
		expect(late.joined.snapshot.meeting.state).toBe('open');
	});
});

let chairsCamera: Promise<{ producerId: string }> | undefined;
function own(seat: Seat): Promise<{ producerId: string }> {
	chairsCamera ??= seat.produce('camera');
	return chairsCamera;
}
