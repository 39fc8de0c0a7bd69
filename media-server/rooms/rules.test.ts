import { describe, expect, test } from 'vitest';
import { commands, type CommandName } from '#lib/protocol/commands.ts';
import { roles, type ActingRole, type Role } from '#lib/protocol/values.ts';
import { mayProduce, refusal, rules, type Phase } from './rules.ts';
import { blank, type RoomState } from './log/state.ts';

const names = Object.keys(rules).filter((name): name is CommandName => name in rules);
const all = 'chair secretary operator delegate observer';
const speakers = 'chair secretary operator delegate';
const called = 'secretary operator delegate';
const leading = 'chair secretary';
const officers = 'chair secretary operator';

// Written out once more: a change of a right must be meant.
const expected: Record<CommandName, string> = {
	'room:join': all,
	'site:consent': called,
	'room:leave': all,
	'transport:create': all,
	'transport:connect': all,
	'transport:restart-ice': all,
	'stage:watch': all,
	'producer:create': speakers,
	'producer:pause': speakers,
	'producer:resume': speakers,
	'producer:close': speakers,
	'consumer:resume': all,
	'consumer:pause': all,
	'hand:raise': called,
	'hand:lower': called,
	'hand:dismiss': leading,
	'floor:grant': leading,
	'floor:withdraw': leading,
	'offer:accept': called,
	'offer:decline': called,
	'floor:limit': leading,
	'floor:time': leading,
	'floor:return': called,
	'roll:take': leading,
	'announcement:make': leading,
	'message:send': speakers,
	'messages:read': speakers,
	'messages:switch': leading,
	'agenda:begin': leading,
	'paper:show': speakers,
	'paper:turn': speakers,
	'paper:hide': speakers,
	'papers:switch': leading,
	'vote:open': leading,
	'vote:cast': 'chair delegate',
	'vote:close': leading,
	'vote:cancel': leading,
	'wall:look': officers,
	'wall:leave': officers,
	'stills:seen': officers,
	'still:send': 'chair delegate',
	'still:stop': 'chair delegate',
	'line:report': all,
	'wall:inspect': 'chair operator',
	'load:read': 'chair operator',
	'site:limit': 'chair operator',
	'site:mute': leading,
	'site:remove': officers,
	'site:admit': officers,
	'lobby:send': officers,
	'lobby:admit': officers,
	'chair:candidates': leading,
	'chair:hand': speakers,
	'acting:allow': 'chair',
	'meeting:open': leading,
	'meeting:end': leading
};

test('every command has a rule', () => {
	expect(Object.keys(rules).toSorted()).toEqual(Object.keys(commands).toSorted());
});

describe.each(names)('%s', (name) => {
	const phase: Phase = name === 'meeting:open' ? 'waiting' : 'open';

	test.each(roles)(`by a %s`, (role: Role) => {
		const allowed = expected[name].split(' ').includes(role);
		expect(refusal(name, role, phase, ['secretary'])).toBe(allowed ? undefined : 'not_allowed');
	});
});

describe('who acts for the chair', () => {
	const ends = (role: Role, acting: readonly ActingRole[]) => refusal('meeting:end', role, 'open', acting);

	test('is whom the chair allows to, and nobody else', () => {
		expect(ends('operator', ['operator'])).toBeUndefined();
		expect(ends('secretary', ['operator'])).toBe('not_allowed');
		expect(ends('secretary', [])).toBe('not_allowed');
		expect(ends('chair', [])).toBeUndefined();
		expect(refusal('acting:allow', 'secretary', 'open', ['secretary', 'operator'])).toBe('not_allowed');
	});
});

describe('phases', () => {
	test.each([
		['producer:create', 'waiting', 'meeting_not_open'],
		['hand:raise', 'waiting', 'meeting_not_open'],
		['floor:grant', 'waiting', 'meeting_not_open'],
		['agenda:begin', 'waiting', 'meeting_not_open'],
		['meeting:end', 'waiting', 'meeting_not_open'],
		['meeting:open', 'open', 'already_open'],
		['meeting:open', 'ended', 'meeting_ended'],
		['meeting:end', 'ended', 'meeting_ended'],
		['transport:create', 'ended', 'meeting_ended'],
		['room:join', 'ended', 'meeting_ended'],
		['transport:create', 'waiting', undefined],
		['room:leave', 'ended', undefined]
	] as const)('%s while %s: %s', (name, phase, code) => {
		expect(refusal(name, 'secretary', phase, ['secretary'])).toBe(code);
	});
});

describe('who waits in the lobby', () => {
	const allowed = names.filter((name) => {
		const role = expected[name].includes('delegate') || expected[name] === all ? 'delegate' : undefined;
		return role !== undefined && refusal(name, role, 'open', ['secretary'], true) === undefined;
	});

	test('may keep its line and write to the desk, and nothing else', () => {
		expect(allowed.toSorted()).toEqual([
			'consumer:pause',
			'line:report',
			'message:send',
			'messages:read',
			'producer:close',
			'room:leave',
			'site:consent',
			'stage:watch',
			'still:send',
			'still:stop',
			'transport:connect',
			'transport:create',
			'transport:restart-ice'
		]);
	});

	test.each([
		['still:send', 'still:stop'],
		['transport:create', 'room:leave']
	] as const)('may give %s, and take it back by %s', (gives, takesBack) => {
		expect(allowed).toContain(gives);
		expect(allowed).toContain(takesBack);
	});

	test.each(['hand:raise', 'producer:create', 'vote:cast', 'consumer:resume', 'offer:accept'] as const)(
		'is refused %s',
		(name) => {
			expect(refusal(name, 'delegate', 'open', [], true)).toBe('in_lobby');
		}
	);
});

describe('the right to be seen and heard', () => {
	const open: RoomState = { ...blank, openedAt: 1 };
	const floorOfA: RoomState = { ...open, floor: [{ siteId: 'a', grantedAt: 2, minutes: null }] };
	const delegate = (siteId: string) => ({ role: 'delegate', siteId }) as const;

	test('in a chaired meeting belongs to the chair and to who has the floor', () => {
		expect(mayProduce(open, 'chaired', { role: 'chair', siteId: 'main' })).toBe(true);
		expect(mayProduce(open, 'chaired', delegate('a'))).toBe(false);
		expect(mayProduce(floorOfA, 'chaired', delegate('a'))).toBe(true);
		expect(mayProduce(floorOfA, 'chaired', delegate('b'))).toBe(false);
		expect(mayProduce(floorOfA, 'chaired', { role: 'secretary', siteId: 'main' })).toBe(false);
		expect(mayProduce(floorOfA, 'chaired', { role: 'operator', siteId: 'a' })).toBe(true);
	});

	test('in an open meeting belongs to everyone but observers', () => {
		for (const role of roles) {
			expect(mayProduce(open, 'open', { role, siteId: 'a' })).toBe(role !== 'observer');
		}
	});

	test('nobody has it in the lobby, whatever the conduct', () => {
		const waiting = { ...floorOfA, lobby: new Set(['a']) };
		expect(mayProduce(waiting, 'chaired', delegate('a'))).toBe(false);
		expect(mayProduce(waiting, 'open', delegate('a'))).toBe(false);
		expect(mayProduce(waiting, 'open', delegate('b'))).toBe(true);
	});

	test('an observer has it not even with the floor', () => {
		expect(mayProduce(floorOfA, 'chaired', { role: 'observer', siteId: 'a' })).toBe(false);
	});

	test('nobody has it before the opening or after the end', () => {
		for (const state of [blank, { ...open, endedAt: 3 }]) {
			expect(mayProduce(state, 'open', { role: 'chair', siteId: 'main' })).toBe(false);
		}
	});
});
