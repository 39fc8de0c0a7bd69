// What is wrong with a row, in words. Named one by one, so that the compiler sees a gap.
import { m } from '#lib/paraglide/messages.js';
import type { Problem, ProblemCode } from '#lib/server/units/units.ts';

const words: Record<ProblemCode, (about: { about: string }) => string> = {
	not_utf8: m.units_problem_not_utf8,
	not_readable: m.units_problem_not_readable,
	unknown_format: m.units_problem_unknown_format,
	unknown_field: m.units_problem_unknown_field,
	required: m.units_problem_required,
	invalid: m.units_problem_invalid,
	too_long: m.units_problem_too_long,
	too_many: m.units_problem_too_many,
	not_a_date: m.units_problem_not_a_date,
	dates_reversed: m.units_problem_dates_reversed,
	unknown_level: m.units_problem_unknown_level,
	unknown_parent: m.units_problem_unknown_parent,
	parent_not_above: m.units_problem_parent_not_above,
	parent_not_valid: m.units_problem_parent_not_valid,
	double: m.units_problem_double,
	code_taken: m.units_problem_code_taken
};

export function problemWords({ problem, about }: Problem): string {
	return words[problem]({ about });
}
