import * as v from 'valibot';
import { passwordLength } from './password.ts';

export const signInName = v.pipe(
	v.string(),
	v.trim(),
	v.nonEmpty('required'),
	v.maxLength(100, 'too_long'),
	// The database takes no zero byte in a text.
	v.regex(/^\P{Cc}*$/u, 'invalid'),
	v.toLowerCase()
);

/** Any password may be tried, but not one so long that hashing it costs time. */
export const signInInput = v.object({
	signInName,
	password: v.pipe(v.string(), v.nonEmpty('required'), v.maxLength(passwordLength.most, 'too_long'))
});
export type SignInInput = v.InferOutput<typeof signInInput>;

export const passwordChange = v.pipe(
	v.object({
		current: v.pipe(v.string(), v.nonEmpty('required'), v.maxLength(passwordLength.most, 'too_long')),
		next: v.pipe(
			v.string(),
			v.nonEmpty('required'),
			v.minLength(passwordLength.least, 'too_short'),
			v.maxLength(passwordLength.most, 'too_long')
		),
		again: v.string()
	}),
	v.forward(
		v.partialCheck([['next'], ['again']], ({ next, again }) => next === again, 'not_the_same'),
		['again']
	),
	v.forward(
		v.partialCheck([['current'], ['next']], ({ current, next }) => current !== next, 'not_new'),
		['next']
	)
);
export type PasswordChange = v.InferOutput<typeof passwordChange>;
