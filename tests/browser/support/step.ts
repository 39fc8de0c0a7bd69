import type { Locator, Page } from 'playwright/test';

/** The room's one large button: what this person can do next. */
export function nextStep(page: Page, name: string | RegExp = /./): Locator {
	return page.getByRole('group', { name: 'Việc cần làm bây giờ' }).getByRole('button', { name });
}
