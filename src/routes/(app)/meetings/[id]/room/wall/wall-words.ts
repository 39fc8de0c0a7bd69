import type { Tone } from '#lib/components/tone.ts';
import { formatClock } from '#lib/format/dates.ts';
import { formatNumber, formatPercent } from '#lib/format/numbers.ts';
import { m } from '#lib/paraglide/messages.js';
import type { WallDevice } from '#lib/protocol/wall.ts';
import type { WallState } from '#lib/room/wall/arrange-wall.ts';
import type { Sight } from '#lib/room/wall/sight.ts';
import type { Health } from '#lib/room/wall/health.ts';

const words: Record<Health, () => string> = {
	good: m.wall_good,
	weak: m.wall_weak,
	'audio-only': m.wall_audio_only,
	lost: m.wall_lost,
	left: m.room_site_left,
	absent: m.wall_absent,
	lobby: m.lobby_waiting,
	removed: m.wall_removed
};
const tones: Record<Health, Exclude<Tone, 'primary' | 'live'>> = {
	good: 'good',
	weak: 'weak',
	'audio-only': 'weak',
	lost: 'absent',
	left: 'absent',
	absent: 'absent',
	lobby: 'weak',
	removed: 'absent'
};
const states: Record<WallState, (inputs: { count: number }) => string> = {
	all: m.wall_state_all,
	trouble: m.wall_state_trouble,
	hand: m.wall_state_hand,
	microphone: m.wall_state_microphone,
	good: m.wall_state_good,
	weak: m.wall_state_weak,
	'audio-only': m.wall_state_audio_only,
	lost: m.wall_state_lost,
	left: m.wall_state_left,
	absent: m.wall_state_absent,
	lobby: m.lobby_state,
	removed: m.wall_state_removed
};

/** `lostFor`: milliseconds since nobody of the site answers. */
export function healthWord(health: Health, lostFor: number | null): string {
	return health === 'lost' && lostFor !== null
		? m.wall_lost_for({ time: formatClock(lostFor) })
		: words[health]();
}
export const healthTone = (health: Health) => tones[health];
export const stateWord = (state: WallState, count: number) => states[state]({ count });

/** Null for what needs no words. */
export function sightWord(sight: Sight): string | null {
	if (sight.kind === 'off') return m.wall_camera_off();
	if (sight.kind === 'private') return m.wall_camera_private();
	return sight.kind === 'old' ? m.wall_picture_old({ time: m.common_minutes({ count: sight.age }) }) : null;
}

type Fact = { name: string; value: string };

/** What a device says of itself; what it does not know is said, too. */
export function deviceFacts({ report, audioOnly, online }: WallDevice): Fact[] {
	if (report === null) return [{ name: m.wall_line(), value: online ? m.wall_unknown_yet() : m.wall_lost() }];
	const or = (value: number | null, words: (known: number) => string) =>
		value === null ? m.wall_unknown() : words(value);
	const loss = (value: number | null) => or(value, (percent) => formatPercent(percent / 100));
	const rate = (value: number | null) =>
		or(value, (bits) => m.wall_megabits({ count: formatNumber(bits / 1e6) }));
	return [
		{ name: m.wall_line(), value: lineWord(audioOnly, online) },
		{
			name: m.wall_delay(),
			value: or(report.delay, (count) => m.wall_milliseconds({ count: Math.round(count) }))
		},
		{
			name: m.wall_loss(),
			value: m.wall_in_out({ coming: loss(report.lossIn), going: loss(report.lossOut) })
		},
		{
			name: m.wall_bitrate(),
			value: m.wall_in_out({ coming: rate(report.bitrateIn), going: rate(report.bitrateOut) })
		},
		{ name: m.room_camera(), value: report.camera ?? m.wall_device_off() },
		{ name: m.room_microphone(), value: report.microphone ?? m.wall_device_off() },
		{ name: m.wall_browser(), value: report.browser }
	];
}

function lineWord(audioOnly: WallDevice['audioOnly'], online: boolean): string {
	if (!online) return m.wall_lost();
	if (audioOnly === null) return m.wall_line_all();
	return audioOnly === 'operator' ? m.wall_line_operator() : m.wall_line_weak();
}
