// The way from a request to an operation and back: data in through one schema, coded errors out in a shape that
// pages show in words. Pages without JavaScript take the same way.
import { type ActionFailure, error, fail, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import {
	actionName,
	type FieldError,
	type FieldErrorCode,
	fieldErrorCodes,
	type FormFailure
} from '#lib/protocol/forms.ts';
import { CodedError } from './errors.ts';

type Schema = v.GenericSchema<unknown, unknown>;
type Values = Record<string, string | string[]>;

export type ParsedForm<S extends Schema> =
	{ ok: true; data: v.InferOutput<S> } | { ok: false; errors: Record<string, FieldError>; values: Values };

/** Never sent back to the page. */
const secretField = /password|secret|token|^current$|^next$|^again$/i;

/**
 * Checks what a form sent. Fields whose schema is an array collect all values of their name; others take the last.
 * An empty file field counts as not sent.
 */
export function parseForm<S extends Schema>(schema: S, form: FormData): ParsedForm<S> {
	const result = v.safeParse(schema, readFields(schema, form));
	if (result.success) return { ok: true, data: result.output };
	const errors: Record<string, FieldError> = {};
	for (const issue of result.issues) {
		const name = String(issue.path?.[0]?.key ?? '');
		errors[name] ??= toFieldError(issue);
	}
	return { ok: false, errors, values: keptValues(form) };
}

/**
 * The body of a form action: parses, works, and turns expected failures into what the page's `Form` shows.
 * A failure that belongs to one field says so: `new CodedError('conflict', { data: { field: 'name', problem: 'taken' } })`.
 * Redirects and faults pass through.
 */
export async function submitForm<S extends Schema, R>(
	event: Pick<RequestEvent, 'request' | 'url'>,
	schema: S,
	work: (data: v.InferOutput<S>) => R | Promise<R>
): Promise<R | ActionFailure<FormFailure>> {
	const action = actionName(event.url.search);
	const form = await event.request.formData();
	const parsed = parseForm(schema, form);
	if (!parsed.ok) return fail(400, { action, errors: parsed.errors, values: parsed.values });
	try {
		return await work(parsed.data);
	} catch (cause) {
		if (!(cause instanceof CodedError)) throw cause;
		return fail(cause.status, { action, values: keptValues(form), ...whereWrong(cause) });
	}
}

/** For `load`: an expected failure becomes the error page with its words. */
export async function orErrorPage<T>(work: () => T | Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		if (cause instanceof CodedError) error(cause.status, cause.code);
		throw cause;
	}
}

/** For endpoints: an `Answer` as the room's commands give it, the coded error with its status. */
export async function answerJson(work: () => unknown): Promise<Response> {
	try {
		return Response.json({ ok: true, data: await work() });
	} catch (cause) {
		if (!(cause instanceof CodedError)) throw cause;
		return Response.json({ ok: false, error: { code: cause.code } }, { status: cause.status });
	}
}

function whereWrong({ code, data }: CodedError): Pick<FormFailure, 'errors' | 'code'> {
	const problem = fieldErrorCodes.find((known) => known === data?.problem);
	return typeof data?.field === 'string' && problem
		? { errors: { [data.field]: { code: problem } } }
		: { errors: {}, code };
}

function readFields(schema: Schema, form: FormData): Record<string, unknown> {
	const lists = listFields(schema);
	const fields: Record<string, unknown> = {};
	for (const name of new Set([...form.keys(), ...lists])) {
		const values = form.getAll(name).filter(isFilled).map(clean);
		fields[name] = lists.has(name) ? values : values.at(-1);
	}
	return fields;
}

/** Browsers send an empty file for a file field without one. */
function isFilled(value: FormDataEntryValue): boolean {
	return typeof value === 'string' || value.size > 0 || value.name !== '';
}

/** Some keyboards compose letters of two characters; browsers end lines with two; PostgreSQL takes no zero byte. */
function clean(value: FormDataEntryValue): FormDataEntryValue {
	if (typeof value !== 'string') return value;
	return value.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\0', '');
}

function listFields(schema: Schema): Set<string> {
	if (!('entries' in schema) || typeof schema.entries !== 'object' || schema.entries === null)
		return new Set();
	return new Set(
		Object.entries(schema.entries)
			.filter(([, entry]) => isList(entry))
			.map(([name]) => name)
	);
}

function isList(entry: unknown): boolean {
	if (typeof entry !== 'object' || entry === null) return false;
	if ('wrapped' in entry) return isList(entry.wrapped);
	return 'type' in entry && entry.type === 'array';
}

function keptValues(form: FormData): Values {
	const values: Values = {};
	for (const name of new Set(form.keys())) {
		if (secretField.test(name)) continue;
		const texts = form.getAll(name).filter((value) => typeof value === 'string');
		const [only, ...more] = texts;
		if (only !== undefined) values[name] = more.length > 0 ? texts : only;
	}
	return values;
}

/** What valibot's own complaints mean, where the schema has not named a code. */
const codes: Partial<Record<string, FieldErrorCode>> = {
	object: 'required',
	non_empty: 'required',
	min_length: 'too_short',
	max_length: 'too_long',
	min_value: 'too_small',
	max_value: 'too_large',
	number: 'not_a_number',
	integer: 'not_a_number',
	digits: 'not_a_number',
	decimal: 'not_a_number',
	iso_date: 'not_a_date',
	iso_time: 'not_a_time',
	email: 'not_an_email',
	picklist: 'not_chosen',
	file: 'file_missing',
	mime_type: 'file_wrong_type',
	max_size: 'file_too_large'
};

function toFieldError(issue: v.BaseIssue<unknown>): FieldError {
	const named = fieldErrorCodes.find((code) => code === issue.message);
	const told = issue.input === undefined || issue.input === '' ? 'required' : codes[issue.type];
	const code = named ?? told ?? 'invalid';
	const limit =
		'requirement' in issue && typeof issue.requirement === 'number' ? issue.requirement : undefined;
	if (limit === undefined) return { code };
	if (Array.isArray(issue.input) && code === 'too_long') return { code: 'too_many', limit };
	return { code, limit: code === 'file_too_large' ? Math.round(limit / 1_000_000) : limit };
}
