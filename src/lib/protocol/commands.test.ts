import * as v from 'valibot';
import { expect, test } from 'vitest';
import { commands } from './commands.ts';
import { id, personId, text } from './values.ts';

const uuid = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const zero = 'a\0b';
const producer = (given: {
	mid?: string;
	mimeType?: string;
	cname?: string;
	fmtp?: string;
	key?: string;
}) => ({
	transportId: uuid,
	kind: 'audio',
	source: 'microphone',
	rtpParameters: {
		mid: given.mid ?? '0',
		codecs: [
			{
				mimeType: given.mimeType ?? 'audio/opus',
				payloadType: 111,
				clockRate: 48_000,
				parameters: { [given.key ?? 'usedtx']: given.fmtp ?? '1' }
			}
		],
		rtcp: { cname: given.cname ?? 'c' }
	}
});

test('a zero byte, which the database does not keep, is refused in every string of a message', () => {
	const { message } = commands['producer:create'];
	expect(v.is(message, producer({}))).toBe(true);
	for (const name of ['mid', 'mimeType', 'cname', 'fmtp', 'key'] as const) {
		expect(v.is(message, producer({ [name]: zero })), name).toBe(false);
	}
	for (const shape of [text, personId, id]) expect(v.is(shape, zero)).toBe(false);
	expect(v.is(id, `${uuid}\0`)).toBe(false);
	expect(v.is(text, 'Xã Vĩnh An\n')).toBe(true);
});

test('no message has a string beside the one that is safe for the database', () => {
	const strings: string[] = [];
	for (const [name, { message }] of Object.entries(commands)) collect(message, name, strings);
	expect(strings).toEqual([]);
});

/** Paths of the plain strings inside a schema; a pipe that begins with a string must refuse the zero byte. */
function collect(schema: unknown, path: string, found: string[]): void {
	if (typeof schema !== 'object' || schema === null) return;
	if ('type' in schema && schema.type === 'string' && !refusesZero(schema)) found.push(path);
	if (!('kind' in schema) || schema.kind !== 'schema') return;
	if ('entries' in schema) {
		for (const [name, entry] of Object.entries(schema.entries ?? {}))
			collect(entry, `${path}.${name}`, found);
	}
	for (const inner of ['item', 'wrapped', 'key', 'value'] as const) {
		if (inner in schema) collect(Reflect.get(schema, inner), `${path}.${inner}`, found);
	}
}

function refusesZero(schema: object): boolean {
	const steps: unknown = 'pipe' in schema ? schema.pipe : [];
	if (!Array.isArray(steps)) return false;
	return steps.some((step: object) =>
		'type' in step && step.type === 'excludes' ? true : step !== schema && 'pipe' in step && refusesZero(step)
	);
}
