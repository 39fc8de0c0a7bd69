// Who may ask for what, and when. Tables, denied by default; signalling asks them before any handler runs.
import type { CommandName } from '#lib/protocol/commands.ts';
import type { ErrorCode } from '#lib/protocol/errors.ts';
import type { ActingRole, Conduct, Role } from '#lib/protocol/values.ts';
import { mayLead } from './chair/chair.ts';
import type { RoomState } from './log/state.ts';

export type Phase = 'waiting' | 'open' | 'ended';

type Rule = { roles: readonly Role[]; phases: readonly Phase[] };

const everyone: readonly Role[] = ['chair', 'secretary', 'operator', 'delegate', 'observer'];
const speakers: readonly Role[] = ['chair', 'secretary', 'operator', 'delegate'];
/** The chair, and those of them who act for the chair. */
const leading: readonly Role[] = ['chair', 'secretary', 'operator'];
const officers: readonly Role[] = ['chair', 'secretary', 'operator'];
/** The operator looks after the lines; the chair, too, for it may be the operator who chairs. */
const tending: readonly Role[] = ['chair', 'operator'];
const called: readonly Role[] = ['secretary', 'operator', 'delegate'];

/** Secretary and operator serve the meeting; they have no vote in it. */
const voting: readonly Role[] = ['chair', 'delegate'];

const whileHere: readonly Phase[] = ['waiting', 'open'];
const always: readonly Phase[] = ['waiting', 'open', 'ended'];
const whileOpen: readonly Phase[] = ['open'];

export const rules: Record<CommandName, Rule> = {
	'room:join': { roles: everyone, phases: whileHere },
	'site:consent': { roles: called, phases: whileHere },
	'room:leave': { roles: everyone, phases: always },
	'transport:create': { roles: everyone, phases: whileHere },
	'transport:connect': { roles: everyone, phases: whileHere },
	'transport:restart-ice': { roles: everyone, phases: whileHere },
	'stage:watch': { roles: everyone, phases: whileHere },
	// Whether the floor allows it is `mayProduce`, below.
	'producer:create': { roles: speakers, phases: whileOpen },
	'producer:pause': { roles: speakers, phases: whileOpen },
	'producer:resume': { roles: speakers, phases: whileOpen },
	'producer:close': { roles: speakers, phases: whileHere },
	'consumer:resume': { roles: everyone, phases: whileHere },
	'consumer:pause': { roles: everyone, phases: whileHere },
	'hand:raise': { roles: called, phases: whileOpen },
	'hand:lower': { roles: called, phases: whileOpen },
	'hand:dismiss': { roles: leading, phases: whileOpen },
	'floor:grant': { roles: leading, phases: whileOpen },
	'floor:withdraw': { roles: leading, phases: whileOpen },
	'offer:accept': { roles: called, phases: whileOpen },
	'offer:decline': { roles: called, phases: whileOpen },
	'floor:limit': { roles: leading, phases: whileHere },
	'floor:time': { roles: leading, phases: whileHere },
	'floor:return': { roles: called, phases: whileOpen },
	'roll:take': { roles: leading, phases: whileOpen },
	'announcement:make': { roles: leading, phases: whileHere },
	// To whom somebody may write, and when, is `talkRefusal` in talk/.
	'message:send': { roles: speakers, phases: whileHere },
	'messages:read': { roles: speakers, phases: whileHere },
	'messages:switch': { roles: leading, phases: whileHere },
	'agenda:begin': { roles: leading, phases: whileOpen },
	// Whether a speaker may is decided in papers/.
	'paper:show': { roles: speakers, phases: whileOpen },
	'paper:turn': { roles: speakers, phases: whileOpen },
	'paper:hide': { roles: speakers, phases: whileOpen },
	'papers:switch': { roles: leading, phases: whileHere },
	'vote:open': { roles: leading, phases: whileOpen },
	'vote:cast': { roles: voting, phases: whileOpen },
	'vote:close': { roles: leading, phases: whileOpen },
	'vote:cancel': { roles: leading, phases: whileOpen },
	'wall:look': { roles: officers, phases: whileHere },
	'wall:leave': { roles: officers, phases: always },
	'stills:seen': { roles: officers, phases: always },
	// Those who sit at a site's own camera.
	'still:send': { roles: voting, phases: whileHere },
	'still:stop': { roles: voting, phases: whileHere },
	'line:report': { roles: everyone, phases: whileHere },
	'wall:inspect': { roles: tending, phases: whileHere },
	'load:read': { roles: tending, phases: whileHere },
	'site:limit': { roles: tending, phases: whileHere },
	'site:mute': { roles: leading, phases: whileOpen },
	'site:remove': { roles: officers, phases: whileHere },
	'site:admit': { roles: officers, phases: whileHere },
	'lobby:send': { roles: officers, phases: whileOpen },
	'lobby:admit': { roles: officers, phases: whileOpen },
	'chair:candidates': { roles: leading, phases: whileHere },
	// A delegate may take back what was the own office: `handChair` in chair/.
	'chair:hand': { roles: speakers, phases: whileHere },
	'acting:allow': { roles: ['chair'], phases: whileHere },
	'meeting:open': { roles: leading, phases: ['waiting'] },
	'meeting:end': { roles: leading, phases: whileOpen }
};

/** What who waits in the lobby may ask for: to keep its line, and to write to the desk. */
const whileInLobby: readonly CommandName[] = [
	'room:leave',
	'site:consent',
	'transport:create',
	'transport:connect',
	'transport:restart-ice',
	'stage:watch',
	'producer:close',
	'consumer:pause',
	'message:send',
	'messages:read',
	'still:send',
	'still:stop',
	'line:report'
];

/** Only who is called consents to it: the chair speaks by office, an observer never. */
export function mayBeCalled(role: Role): boolean {
	return called.includes(role);
}

/** Undefined when nothing speaks against it. */
export function refusal(
	command: CommandName,
	role: Role,
	phase: Phase,
	acting: readonly ActingRole[],
	inLobby = false
): ErrorCode | undefined {
	const rule = rules[command];
	if (!rule.roles.includes(role)) return 'not_allowed';
	if (rule.roles === leading && !mayLead(role, acting)) return 'not_allowed';
	if (!rule.phases.includes(phase)) return outOfPhase[phase];
	return inLobby && !whileInLobby.includes(command) ? 'in_lobby' : undefined;
}

const outOfPhase: Record<Phase, ErrorCode> = {
	waiting: 'meeting_not_open',
	open: 'already_open',
	ended: 'meeting_ended'
};

export type Speaker = { role: Role; siteId: string };

/** The right to be seen and heard. Asked again for everyone whenever the floor changes. */
export function mayProduce(state: RoomState, conduct: Conduct, { role, siteId }: Speaker): boolean {
	if (state.openedAt === null || state.endedAt !== null || state.lobby.has(siteId)) return false;
	if (!speakers.includes(role)) return false;
	if (role === 'chair' || conduct === 'open') return true;
	return state.floor.some((floor) => floor.siteId === siteId);
}
