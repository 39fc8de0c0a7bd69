// The rehearsal as a table. Documents are in Vietnamese. Pure.
import { formatTime, localDay } from '#lib/format/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import {
	checkedParts,
	stateOf,
	type CheckedPart,
	type DeviceState,
	type Readiness
} from '#lib/protocol/checks.ts';
import { groupSites } from '#lib/protocol/roll.ts';
import type { RehearsedSite } from './checks.ts';

const vi = { locale: 'vi' } as const;

export function rehearsalTable(sites: readonly RehearsedSite[]): string[][] {
	const main = sites.filter(({ kind }) => kind === 'main').map((site) => ({ group: site.levelName, site }));
	const groups = groupSites(sites, ({ levelName }) => levelName);
	const components = [...groups].flatMap(([group, own]) => own.map((site) => ({ group, site })));
	const heading = [
		m.roll_column_number({}, vi),
		m.roll_column_group({}, vi),
		m.roll_column_site({}, vi),
		m.rehearsal_column_state({}, vi),
		m.check_camera({}, vi),
		m.check_microphone({}, vi),
		m.check_speaker({}, vi),
		m.rehearsal_line({}, vi),
		m.rehearsal_column_delay({}, vi),
		m.wall_browser({}, vi),
		m.rehearsal_column_checked({}, vi),
		m.rehearsal_column_person({}, vi),
		m.rehearsal_contact_label({}, vi)
	];
	const rows = [...main, ...components].map(({ group, site }, index) => [
		String(index + 1),
		group,
		site.name,
		readinessWords[site.readiness](),
		...checkCells(site),
		site.contact ?? ''
	]);
	return [heading, ...rows];
}

function checkCells({ check }: RehearsedSite): string[] {
	if (check === null) return Array.from({ length: checkedParts.length + 4 }, () => '');
	const { result, at, personName } = check;
	return [
		...checkedParts.map((part) => partWord(part, stateOf(result, part))),
		result.line.delay === null ? '' : String(Math.round(result.line.delay)),
		result.browser,
		`${localDay(at)} ${formatTime(at)}`,
		personName
	];
}

function partWord(part: CheckedPart, state: DeviceState | 'slow'): string {
	return part === 'line' && state === 'failed' ? m.rehearsal_line_failed({}, vi) : stateWords[state]();
}

const readinessWords: Record<Readiness, () => string> = {
	ready: () => m.rehearsal_ready({}, vi),
	review: () => m.rehearsal_review({}, vi),
	unchecked: () => m.rehearsal_unchecked({}, vi),
	absent: () => m.rehearsal_absent({}, vi)
};

const stateWords: Record<DeviceState | 'slow', () => string> = {
	good: () => m.rehearsal_state_good({}, vi),
	silent: () => m.rehearsal_state_silent({}, vi),
	off: () => m.rehearsal_state_off({}, vi),
	failed: () => m.rehearsal_state_failed({}, vi),
	untested: () => m.rehearsal_state_untested({}, vi),
	slow: () => m.rehearsal_state_slow({}, vi)
};
