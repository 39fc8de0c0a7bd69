import { expect, test } from 'vitest';
import * as v from 'valibot';
import { CodedError } from './errors.ts';
import { answerJson, orErrorPage, parseForm, submitForm } from './forms.ts';

const schema = v.object({
	title: v.pipe(v.string(), v.trim(), v.nonEmpty('required'), v.maxLength(10)),
	minutes: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(5), v.maxValue(60))),
	unit: v.optional(v.pipe(v.array(v.string()), v.maxLength(2)), []),
	kind: v.optional(v.picklist(['work', 'training'])),
	paper: v.optional(v.pipe(v.file(), v.mimeType(['application/pdf']), v.maxSize(2_000_000)))
});

function form(...fields: [string, string | File][]): FormData {
	const data = new FormData();
	for (const [name, value] of fields) data.append(name, value);
	return data;
}

function errorsOf(...fields: [string, string | File][]) {
	const parsed = parseForm(schema, form(['title', 'Giao ban'], ...fields));
	return parsed.ok ? {} : parsed.errors;
}

function posted(url: string, data: FormData) {
	return { url: new URL(url), request: new Request(url, { method: 'POST', body: data }) };
}

test('a form that fits becomes data', () => {
	const parsed = parseForm(
		schema,
		form(['title', ' Giao ban '], ['minutes', '15'], ['unit', 'a'], ['unit', 'b'])
	);
	expect(parsed).toEqual({ ok: true, data: { title: 'Giao ban', minutes: 15, unit: ['a', 'b'] } });
});

test('one box of many is a list, none is an empty list', () => {
	expect(parseForm(schema, form(['title', 'a'], ['unit', 'x']))).toMatchObject({ data: { unit: ['x'] } });
	expect(parseForm(schema, form(['title', 'a']))).toMatchObject({ data: { unit: [] } });
});

test('text arrives in composed letters, single line ends and no zero byte', () => {
	const parsed = parseForm(schema, form(['title', 'Đông\r\nÝ\0'.normalize('NFD')]));
	expect(parsed).toMatchObject({ data: { title: 'Đông\nÝ'.normalize('NFC') } });
});

test('each field tells what is wrong with it, and the limit', () => {
	expect(errorsOf(['title', 'x'.repeat(11)])).toEqual({ title: { code: 'too_long', limit: 10 } });
	expect(errorsOf(['minutes', 'abc'])).toEqual({ minutes: { code: 'not_a_number' } });
	expect(errorsOf(['minutes', '3'])).toEqual({ minutes: { code: 'too_small', limit: 5 } });
	expect(errorsOf(['kind', 'party'])).toEqual({ kind: { code: 'not_chosen' } });
	expect(errorsOf(['unit', 'a'], ['unit', 'b'], ['unit', 'c'])).toEqual({
		unit: { code: 'too_many', limit: 2 }
	});
	expect(errorsOf(['paper', new File(['x'], 'a.txt', { type: 'text/plain' })])).toEqual({
		paper: { code: 'file_wrong_type' }
	});
	expect(
		errorsOf(['paper', new File([new Uint8Array(2_000_001)], 'a.pdf', { type: 'application/pdf' })])
	).toEqual({ paper: { code: 'file_too_large', limit: 2 } });
});

test('a missing field and an empty one are both required', () => {
	expect(parseForm(schema, form())).toMatchObject({ errors: { title: { code: 'required' } } });
	expect(parseForm(schema, form(['title', '  ']))).toMatchObject({ errors: { title: { code: 'required' } } });
});

test('an empty file field counts as not sent', () => {
	expect(errorsOf(['paper', new File([], '')])).toEqual({});
});

test('what was typed goes back, secrets and files do not', () => {
	const parsed = parseForm(
		schema,
		form(
			['title', ''],
			['password', 'geheim'],
			['unit', 'a'],
			['unit', 'b'],
			['paper', new File(['x'], 'a.pdf')]
		)
	);
	expect(parsed).toMatchObject({ ok: false, values: { title: '', unit: ['a', 'b'] } });
	expect(JSON.stringify(parsed)).not.toContain('geheim');
});

test('an action answers what its work answers', async () => {
	const answer = await submitForm(posted('http://a/b?/plan', form(['title', 'x'])), schema, ({ title }) => ({
		title
	}));
	expect(answer).toEqual({ title: 'x' });
});

test('an action that refuses names its form, keeps the values and carries the code', async () => {
	const answer = await submitForm(posted('http://a/b?page=2&/plan', form(['title', 'x'])), schema, () => {
		throw new CodedError('wrong_state');
	});
	expect(answer).toMatchObject({
		status: 409,
		data: { action: 'plan', errors: {}, values: { title: 'x' }, code: 'wrong_state' }
	});
});

test('a coded error that names a field is shown there', async () => {
	const answer = await submitForm(posted('http://a/b', form(['title', 'x'])), schema, () => {
		throw new CodedError('conflict', { data: { field: 'title', problem: 'taken' } });
	});
	expect(answer).toMatchObject({ status: 409, data: { action: '', errors: { title: { code: 'taken' } } } });
	expect(answer).not.toHaveProperty('data.code');
});

test('faults pass through', async () => {
	const fault = new TypeError('broken');
	const work = () => {
		throw fault;
	};
	await expect(submitForm(posted('http://a/b', form(['title', 'x'])), schema, work)).rejects.toBe(fault);
	await expect(orErrorPage(work)).rejects.toBe(fault);
	await expect(answerJson(work)).rejects.toBe(fault);
});

test('a coded error becomes the error page of its status in loads, and JSON in endpoints', async () => {
	const refuse = () => {
		throw new CodedError('not_found');
	};
	await expect(orErrorPage(refuse)).rejects.toMatchObject({ status: 404, body: { message: 'not_found' } });
	const response = await answerJson(refuse);
	expect(response.status).toBe(404);
	expect(await response.json()).toEqual({ ok: false, error: { code: 'not_found' } });
});
