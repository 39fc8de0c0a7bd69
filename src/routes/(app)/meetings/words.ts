// The words for what the database knows by codes. Named one by one, so that the compiler sees a gap.
import type { Conduct, MeetingState } from '#lib/protocol/values.ts';
import { m } from '#lib/paraglide/messages.js';
import type { QuorumRule } from '#lib/protocol/roll.ts';
import type { Tone } from '#lib/components/tone.ts';
import type { schema } from '#lib/server/meetings/meetings.ts';

type Kind = schema.MeetingKind;
type Reply = 'none' | 'confirmed' | 'declined';

const kinds: Record<Kind, () => string> = {
	briefing: m.meetings_kind_briefing,
	review: m.meetings_kind_review,
	thematic: m.meetings_kind_thematic,
	work: m.meetings_kind_work,
	advisory: m.meetings_kind_advisory,
	training: m.meetings_kind_training,
	other: m.meetings_kind_other
};
const conducts: Record<Conduct, () => string> = {
	chaired: m.meetings_conduct_chaired,
	open: m.meetings_conduct_open
};
const quorumRules: Record<QuorumRule, () => string> = {
	half: m.roll_quorum_half,
	'two-thirds': m.roll_quorum_two_thirds,
	none: m.roll_quorum_none
};
const states: Record<MeetingState, { word: () => string; tone: Tone }> = {
	draft: { word: m.meetings_state_draft, tone: 'absent' },
	convened: { word: m.meetings_state_convened, tone: 'primary' },
	open: { word: m.meetings_state_open, tone: 'live' },
	ended: { word: m.meetings_state_ended, tone: 'absent' },
	cancelled: { word: m.meetings_state_cancelled, tone: 'weak' }
};
const replies: Record<Reply, { word: () => string; tone: Exclude<Tone, 'primary' | 'live'> }> = {
	none: { word: m.meetings_reply_none, tone: 'weak' },
	confirmed: { word: m.meetings_reply_confirmed, tone: 'good' },
	declined: { word: m.meetings_reply_declined, tone: 'absent' }
};
const presences: Record<schema.Presence, () => string> = {
	room: m.meetings_presence_room,
	online: m.meetings_presence_online,
	substituted: m.meetings_presence_substituted,
	absent: m.meetings_presence_absent
};

export const kindWord = (kind: Kind) => kinds[kind]();
export const quorumWord = (rule: QuorumRule) => quorumRules[rule]();
export const conductWord = (conduct: Conduct) => conducts[conduct]();
export const stateWord = (state: MeetingState) => states[state].word();
export const stateTone = (state: MeetingState) => states[state].tone;
export const replyWord = (reply: Reply) => replies[reply].word();
export const replyTone = (reply: Reply) => replies[reply].tone;
export const presenceWord = (presence: schema.Presence) => presences[presence]();

export const kindOptions = () => options<Kind>(kinds);
export const quorumOptions = () => options<QuorumRule>(quorumRules);
export const conductOptions = () => options<Conduct>(conducts);
export const presenceOptions = () => options<schema.Presence>(presences);

export { levelName as levelWord } from '#lib/format/levels.ts';

function options<K extends string>(words: Record<K, () => string>): { value: string; label: string }[] {
	return Object.entries<() => string>(words).map(([value, word]) => ({ value, label: word() }));
}
