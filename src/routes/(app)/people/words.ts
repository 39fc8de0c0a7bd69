// Duties in words. Named one by one, so that the compiler sees a gap.
import { m } from '#lib/paraglide/messages.js';
import type { Duty } from '#lib/server/auth/auth.ts';

const words: Record<Duty, { name: () => string; hint: () => string }> = {
	leader: { name: m.people_duty_leader, hint: m.people_duty_leader_hint },
	secretary: { name: m.people_duty_secretary, hint: m.people_duty_secretary_hint },
	operator: { name: m.people_duty_operator, hint: m.people_duty_operator_hint },
	clerk: { name: m.people_duty_clerk, hint: m.people_duty_clerk_hint },
	administrator: { name: m.people_duty_administrator, hint: m.people_duty_administrator_hint }
};

export const dutyWord = (duty: Duty) => words[duty].name();

export function dutyChoices(): { value: Duty; label: string; hint: string }[] {
	const all: Duty[] = ['leader', 'secretary', 'operator', 'clerk', 'administrator'];
	return all.map((value) => ({ value, label: words[value].name(), hint: words[value].hint() }));
}
