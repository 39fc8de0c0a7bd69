// Who speaks, as WebVTT: for those who watch without sound or do not know the voice. Pure.
import type { Span } from './spans.ts';

export function captionsOf(turns: readonly (Span & { name: string })[]): string {
	const cues = turns.map(({ from, to, name }) => `${clock(from)} --> ${clock(to)}\n[${escape(name)}]\n`);
	return ['WEBVTT\n', ...cues].join('\n');
}

function clock(milliseconds: number): string {
	const all = Math.round(milliseconds);
	const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
	const fraction = String(all % 1000).padStart(3, '0');
	return `${two(all / 3_600_000)}:${two((all / 60_000) % 60)}:${two((all / 1000) % 60)}.${fraction}`;
}

function escape(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/\s+/g, ' ');
}
