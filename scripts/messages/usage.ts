// Which messages the code names, and which texts stand in the markup where a message should. Pure.
import { parse } from 'svelte/compiler';

const importsMessages = /paraglide\/messages\.js['"]/;

export type Usage = { keys: Set<string>; problems: string[] };

/** Keys are named one by one, `m.area_name()`: the compiler then sees a wrong one, and this check one that nobody uses. */
export function readUsage(path: string, text: string, areas: readonly string[]): Usage {
	if (!importsMessages.test(text)) return { keys: new Set(), problems: [] };
	const key = new RegExp(`\\bm\\.((?:${['app', ...areas].join('|')})_\\w+)`, 'g');
	const keys = new Set([...text.matchAll(key)].map(([, name]) => name ?? ''));
	const problems = /\bm\[/.test(text) ? [`${path}: name each message instead of m[…]`] : [];
	return { keys, problems };
}

/** Attributes that people read or hear. */
const readAttributes = ['alt', 'aria-label', 'aria-description', 'label', 'placeholder', 'title'];
/** The same as properties of our components. */
const readProperties = [...readAttributes, 'caption', 'heading', 'hint', 'lead', 'text'];

/**
 * Texts in the markup of a component. What belongs to no language (codes, units) stands in an element with
 * `translate="no"`.
 */
export function findHardTexts(path: string, source: string): string[] {
	const found: string[] = [];
	const report = (text: string) =>
		found.push(`${path}: “${text.trim().slice(0, 60)}” belongs into a catalogue`);
	visit(parse(source, { modern: true }).fragment, report);
	return found;
}

const hasLetters = (text: string) => /\p{L}/u.test(text.replaceAll(formatNames, ''));
/** The same in every language. */
const formatNames = /\b(PDF|DOCX|MP4|M4A)\b/g;
const hasForeignLetters = /[^\P{L}A-Za-z]/u;

function visit(node: unknown, report: (text: string) => void): void {
	if (Array.isArray(node)) {
		for (const one of node) visit(one, report);
		return;
	}
	if (!isNode(node) || node.type === 'StyleDirective' || isUntranslated(node)) return;
	if (node.type === 'Text' && typeof node.data === 'string' && hasLetters(node.data)) report(node.data);
	// A literal inside an expression: most are values; letters of Vietnamese or Japanese are always words.
	if (node.type === 'Literal' && typeof node.value === 'string' && hasForeignLetters.test(node.value)) {
		report(node.value);
	}
	if (node.type === 'Attribute') visitAttribute(node, report);
	else for (const [name, value] of Object.entries(node)) if (name !== 'metadata') visit(value, report);
}

function visitAttribute({ name, value }: Node, report: (text: string) => void): void {
	const parts = Array.isArray(value) ? value : [value];
	for (const part of parts) {
		if (!isNode(part)) continue;
		if (part.type !== 'Text') visit(part, report);
		else if (typeof name === 'string' && readProperties.includes(name) && hasLetters(String(part.data))) {
			report(String(part.data));
		}
	}
}

type Node = { type: string; [property: string]: unknown };

function isNode(value: unknown): value is Node {
	return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isUntranslated({ attributes }: Node): boolean {
	return (
		Array.isArray(attributes) &&
		attributes.some(
			(attribute) =>
				isNode(attribute) &&
				attribute.name === 'translate' &&
				JSON.stringify(attribute.value).includes('"no"')
		)
	);
}
