// States and audited actions in words. Named one by one, so that the compiler sees a gap.
import type { Tone } from '#lib/components/tone.ts';
import { m } from '#lib/paraglide/messages.js';
import type { AuditAction } from '#lib/server/audit/audit.ts';
import type { Health, Wellness } from '#lib/server/health/health.ts';

const programs: Record<keyof Health, () => string> = {
	web: m.system_web,
	mediaServer: m.system_media_server,
	archivist: m.system_archivist,
	database: m.system_database
};

const states: Record<Wellness, { word: () => string; tone: Exclude<Tone, 'primary'> }> = {
	ok: { word: m.system_ok, tone: 'good' },
	down: { word: m.system_down, tone: 'weak' },
	unknown: { word: m.system_unknown, tone: 'absent' }
};

const actions: Record<AuditAction, () => string> = {
	signed_in: m.system_action_signed_in,
	sign_in_failed: m.system_action_sign_in_failed,
	signed_out: m.system_action_signed_out,
	password_changed: m.system_action_password_changed,
	password_reset: m.system_action_password_reset,
	person_created: m.system_action_person_created,
	person_changed: m.system_action_person_changed,
	person_disabled: m.system_action_person_disabled,
	person_enabled: m.system_action_person_enabled,
	units_imported: m.system_action_units_imported,
	units_closed: m.system_action_units_closed,
	meeting_changed: m.system_action_meeting_changed
};
const actionWords = new Map<string, () => string>(Object.entries(actions));

export const programOrder: (keyof Health)[] = ['web', 'mediaServer', 'archivist', 'database'];
export const programWord = (program: keyof Health) => programs[program]();
export const stateWord = (state: Wellness) => states[state].word();
export const stateTone = (state: Wellness) => states[state].tone;

/** An entry may have been written by a newer version of the product. */
export const actionWord = (action: string) => actionWords.get(action)?.() ?? action;
