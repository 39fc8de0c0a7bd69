// What every page must keep, whoever built it: rights at the door, security headers, three languages, light and dark,
// small screens, no script needed to sign in, nothing for axe to find.
import { expect, test, type Page } from 'playwright/test';
import { accountOf, productUrl, signIn } from './support/participant.ts';
import { collectComplaints, expectFits, expectNothingForAxe } from './support/sound.ts';

const open = ['/sign-in', '/styleguide', '/nowhere'];
const closed = ['/', '/meetings', '/archive', '/units', '/people', '/system', '/account'];

test.describe('the door', () => {
	test('pages lead to the sign-in page and back to where one wanted to go', async ({ page }) => {
		await page.goto('/units?q=vinh');
		await expect(page).toHaveURL('/sign-in?next=%2Funits%3Fq%3Dvinh');
		const { signInName, password } = accountOf('secretary');
		await page.getByLabel('Tên đăng nhập').fill(signInName);
		await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
		await page.getByRole('button', { name: 'Đăng nhập' }).click();
		await expect(page).toHaveURL('/units?q=vinh');
	});

	test('no address leads out of the site after signing in', async ({ page }) => {
		await page.goto('/sign-in?next=//example.com/');
		await signInHere(page);
		await expect(page).toHaveURL('/');
	});

	test('scripts without a session are answered with a code, not with a page', async ({ request }) => {
		const answer = await request.get('/units', { headers: { accept: '*/*' } });
		expect(answer.status()).toBe(401);
		expect(await answer.json()).toMatchObject({ error: { code: 'not_signed_in' } });
	});

	test('a form from another site is refused', async ({ request }) => {
		const answer = await request.post('/preferences', {
			form: { locale: 'en' },
			headers: { origin: 'https://example.com' }
		});
		expect(answer.status()).toBe(403);
		expect(answer.headers()['set-cookie']).toBeUndefined();
	});

	test('a stranger sends no large bodies', async ({ request }) => {
		const answer = await request.post('/sign-in', {
			headers: { origin: productUrl() },
			multipart: { signInName: 'x'.repeat(100_000), password: 'y' }
		});
		expect(answer.status()).toBe(413);
	});

	test('what is not a language or an appearance is refused', async ({ request }) => {
		const answer = await request.post('/preferences', {
			form: { locale: 'xx' },
			headers: { origin: productUrl() }
		});
		expect(answer.status()).toBe(400);
		expect(await answer.json()).toMatchObject({ error: { code: 'invalid_input' } });
	});
});

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	test('one signs in, is told what is wrong in words, and changes the language', async ({ page }) => {
		await page.goto('/sign-in');
		const { signInName, password } = accountOf('clerk', '11557');
		await page.getByLabel('Tên đăng nhập').fill(signInName);
		await page.getByLabel('Mật khẩu', { exact: true }).fill('sai');
		await page.getByRole('button', { name: 'Đăng nhập' }).click();
		await expect(page.getByRole('alert')).toContainText('Tên đăng nhập hoặc mật khẩu không đúng.');
		await expect(page.getByLabel('Tên đăng nhập')).toHaveValue(signInName);
		await expect(page.getByLabel('Mật khẩu', { exact: true })).toHaveValue('');
		await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
		await page.getByRole('button', { name: 'Đăng nhập' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hôm nay');
		await page.locator('summary').click();
		await page.getByRole('button', { name: '日本語' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('今日');
		await page.locator('summary').click();
		await page.getByRole('button', { name: 'Tiếng Việt' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hôm nay');
	});
});

for (const [locale, words] of [
	['vi-VN', 'Đăng nhập'],
	['en-GB', 'Sign in'],
	['ja-JP', 'ログイン'],
	['fr-FR', 'Đăng nhập']
] as const) {
	test.describe(`a browser that asks for ${locale}`, () => {
		test.use({ locale });
		test(`reads “${words}”`, async ({ page }) => {
			await page.goto('/sign-in');
			await expect(page.getByRole('heading', { level: 1 })).toHaveText(words);
			await expect(page.locator('html')).toHaveAttribute(
				'lang',
				words === 'Đăng nhập' ? 'vi' : locale.slice(0, 2)
			);
		});
	});
}

test.describe('a browser of another language than the person', () => {
	test.use({ locale: 'en-GB' });
	test('speaks the language of the person once one has signed in', async ({ page }) => {
		await page.goto('/sign-in');
		const { signInName, password } = accountOf('operator');
		await page.getByLabel('Sign-in name').fill(signInName);
		await page.getByLabel('Password', { exact: true }).fill(password);
		await page.getByRole('button', { name: 'Sign in' }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hôm nay');
		await expect(page.locator('html')).toHaveAttribute('lang', 'vi');
	});
});

for (const [name, colorScheme, viewport] of [
	['light on a PC', 'light', { width: 1366, height: 768 }],
	['dark on a phone', 'dark', { width: 390, height: 844 }]
] as const) {
	test.describe(name, () => {
		test.use({ colorScheme, viewport });
		test('every page is sound, quiet, guarded, and fits the screen', async ({ page }) => {
			const complaints = collectComplaints(page, /status of 404/);
			for (const path of open) await expectSoundPage(page, path);
			await signIn(page, accountOf('administrator'));
			for (const path of closed) await expectSoundPage(page, path);
			expect(complaints).toEqual([]);
		});
	});
}

async function expectSoundPage(page: Page, path: string): Promise<void> {
	const response = await page.goto(path);
	const headers = response?.headers() ?? {};
	expect(headers['content-security-policy'], path).toMatch(/script-src 'self' 'nonce-[^']+'/);
	expect(headers['content-security-policy'], path).toMatch(/style-src 'self';/);
	expect(headers['x-content-type-options'], path).toBe('nosniff');
	expect(headers['permissions-policy'], path).toContain('camera=(self)');
	await page.waitForLoadState('networkidle');
	await expect(page.getByRole('heading', { level: 1 }), path).toHaveCount(1);
	expect(await page.title(), path).toMatch(/. – Điểm Cầu$/);
	await expectNothingForAxe(page);
	await expectFits(page);
}

test('the appearance one has chosen stays', async ({ page }) => {
	await page.goto('/styleguide');
	await page.getByRole('button', { name: 'Tối' }).click();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
	await page.getByRole('button', { name: 'Theo máy' }).click();
	await expect(page.locator('html')).not.toHaveAttribute('data-theme');
});

test.describe('a form', () => {
	test('names what is wrong with each field, keeps what was typed and goes to the first', async ({
		page
	}) => {
		await page.goto('/styleguide');
		const form = page.locator('form[action="?/save"]');
		const title = form.getByLabel('Tên cuộc họp');
		await title.fill('x'.repeat(25));
		await form.getByLabel('Số phút dự kiến').fill('2');
		await form.getByRole('button').click();
		await expect(title).toBeFocused();
		await expect(title).toHaveAccessibleDescription(/nhiều nhất 20 ký tự/);
		await expect(title).toHaveValue('x'.repeat(25));
		await expect(form.getByLabel('Số phút dự kiến')).toHaveAccessibleDescription('Nhỏ quá: ít nhất là 5');
		await title.fill('Giao ban');
		await form.getByLabel('Số phút dự kiến').fill('20');
		await form.getByRole('button').click();
		await expect(page.getByRole('status')).toContainText('Đã lưu thay đổi');
		await expect(title).not.toHaveAttribute('aria-invalid');
	});

	test('says so and keeps what was typed when the server cannot be reached', async ({ page, context }) => {
		await page.goto('/styleguide');
		const form = page.locator('form[action="?/save"]');
		await form.getByLabel('Tên cuộc họp').fill('Giao ban');
		await context.setOffline(true);
		await form.getByRole('button').click();
		await expect(form.getByRole('alert')).toContainText('Chưa kết nối được với máy chủ.');
		await expect(form.getByLabel('Tên cuộc họp')).toHaveValue('Giao ban');
		await context.setOffline(false);
	});
});

test('a page that keeps itself fresh stays when the server is away, says so, and recovers', async ({
	page,
	context
}) => {
	await page.clock.install();
	await signIn(page, accountOf('secretary'));
	await page.waitForLoadState('networkidle');
	await context.setOffline(true);
	await page.clock.fastForward(31_000);
	await expect(page.getByText('Chưa kết nối được với máy chủ')).toBeVisible();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Hôm nay');
	await context.setOffline(false);
	await page.clock.fastForward(31_000);
	await expect(page.getByText('Chưa kết nối được với máy chủ')).toHaveCount(0);
});

test('the keyboard reaches the content first, and opens and closes the menu of the person', async ({
	page
}) => {
	await signIn(page, accountOf('clerk', '11842'));
	await page.goto('/');
	await page.keyboard.press('Tab');
	await expect(page.getByRole('link', { name: 'Đến nội dung chính' })).toBeFocused();
	await page.keyboard.press('Enter');
	await expect(page.locator('main')).toBeFocused();
	const menu = page.locator('header summary');
	await menu.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeHidden();
	await expect(menu).toBeFocused();
});

async function signInHere(page: Page): Promise<void> {
	const { signInName, password } = accountOf('secretary');
	await page.getByLabel('Tên đăng nhập').fill(signInName);
	await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
}
