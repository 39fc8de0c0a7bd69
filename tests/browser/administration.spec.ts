// Units, people, accounts and rights on the built product.
import { expect, test, type Page } from 'playwright/test';
import { accountOf, productUrl, signIn } from './support/participant.ts';
import type { Account } from './support/product.ts';
import { expectSound } from './support/sound.ts';

const phone = { width: 390, height: 844 };
const name = `Đỗ Thị Thử ${Date.now()}`;
const made: Account = {
	role: 'clerk',
	unitCode: '11842',
	unitName: 'Xã Vĩnh An',
	name,
	signInName: `thu-${Date.now()}`,
	password: ''
};

async function issuedPassword(page: Page): Promise<string> {
	return (await page.locator('[data-issued-password]').textContent()) ?? '';
}

/** Signs in with a password that somebody else has set: the only way leads to a new one. */
async function signInWithIssued(page: Page, account: Account): Promise<void> {
	await page.goto('/sign-in');
	await page.getByLabel('Tên đăng nhập').fill(account.signInName);
	await page.getByLabel('Mật khẩu', { exact: true }).fill(account.password);
	await page.getByRole('button', { name: 'Đăng nhập' }).click();
	await expect(page).toHaveURL(/\/account$/);
}

test.describe('the tree of units', () => {
	test('shows the city of December 2021, and an island district without communes', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11842'));
		await page.goto('/units');
		for (const count of [
			'Thành phố: 1',
			'Sở, ban, ngành: 20',
			'Quận, huyện: 15',
			'Xã, phường, thị trấn: 217'
		]) {
			await expect(page.getByText(count).first()).toBeVisible();
		}
		await expect(page.locator('li', { hasText: 'Huyện Bạch Long Vĩ' })).toContainText(
			'Không có đơn vị trực thuộc'
		);
		await page.locator('summary', { hasText: 'Huyện Vĩnh Bảo' }).click();
		await expect(page.getByRole('link', { name: 'Xã Vĩnh An' })).toBeVisible();
		await expectSound(page);
	});

	test('finds a commune without marks and tells two of one name apart', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11842'));
		await page.goto('/units');
		await page.getByRole('searchbox').fill('minh tan');
		const found = page.locator('li', { hasText: 'Xã Minh Tân' });
		await expect(found).toHaveCount(2);
		await expect(found.filter({ hasText: 'Huyện Kiến Thuỵ' })).toHaveCount(1);
		await page.getByRole('searchbox').fill('vinh an');
		await page.getByRole('link', { name: 'Xã Vĩnh An' }).click();
		await expect(page.getByRole('heading', { level: 1, name: 'Xã Vĩnh An' })).toBeVisible();
		await expect(page.getByText(accountOf('clerk', '11842').name).first()).toBeVisible();
		await expectSound(page);
	});

	test('fits a phone', async ({ page }) => {
		await page.setViewportSize(phone);
		await signIn(page, accountOf('administrator'));
		for (const path of [
			'/units',
			'/units?q=an',
			'/units/import',
			'/people',
			'/people/new',
			'/system',
			'/account'
		]) {
			await page.goto(path);
			await expectSound(page);
		}
	});

	test('refuses a list with bad rows and names each with its line', async ({ page }) => {
		await signIn(page, accountOf('administrator'));
		await page.goto('/units/import');
		const csv =
			'code,parent,level,kind,name,full_name\n11311,303,commune,phường,X,Phường X\n999,nowhere,commune,xã,Y,Xã Y\n';
		await page.locator('input[type=file]').setInputFiles({
			name: 'list.csv',
			mimeType: 'text/csv',
			buffer: Buffer.from(csv)
		});
		await page.getByLabel('Có hiệu lực từ ngày').fill('2026-01-01');
		await page.getByRole('button', { name: 'Nhập danh sách' }).click();
		await expect(page.getByText('Danh sách có 2 chỗ sai').first()).toBeVisible();
		await expect(page.getByRole('row', { name: /^2/ })).toContainText('Phường Minh Khai');
		await expect(page.getByRole('row', { name: /^3/ })).toContainText('nowhere');
		await expectSound(page);
	});
});

test.describe('people', () => {
	test.describe.configure({ mode: 'serial' });

	test('an administrator adds somebody and sees the password once', async ({ page }) => {
		await signIn(page, accountOf('administrator'));
		await page.goto('/units?q=xa vinh an');
		await page.getByRole('link', { name: 'Xã Vĩnh An' }).click();
		await page.getByRole('link', { name: 'Thêm người' }).click();
		await page.getByLabel('Họ và tên').fill(name);
		await page.getByLabel('Văn thư điểm cầu').check();
		await page.getByLabel('Tên đăng nhập').fill('Có Dấu');
		await page.getByRole('button', { name: 'Thêm người' }).click();
		await expect(page.getByLabel('Tên đăng nhập')).toHaveAttribute('aria-invalid', 'true');
		await page.getByLabel('Tên đăng nhập').fill(accountOf('chair').signInName);
		await page.getByRole('button', { name: 'Thêm người' }).click();
		await expect(page.getByText('Đã có người dùng; chọn tên khác')).toBeVisible();
		await page.getByLabel('Tên đăng nhập').fill(made.signInName);
		await page.getByRole('button', { name: 'Thêm người' }).click();
		await expect(page.getByText(`Mật khẩu mới của ${name}`)).toBeVisible();
		// The form is gone with the button that was pressed.
		expect(await page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
		made.password = await issuedPassword(page);
		expect(made.password).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
		await expectSound(page);
		await page.getByRole('link', { name: `Mở trang của ${name}` }).click();
		await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
		await expect(page.getByText(made.password)).toHaveCount(0);
		await expectSound(page);
	});

	test('the new person chooses a password before anything else', async ({ page }) => {
		await signInWithIssued(page, made);
		await page.goto('/meetings');
		await expect(page).toHaveURL(/\/account$/);
		await page.getByLabel('Mật khẩu hiện tại').fill(made.password);
		await page.getByLabel('Mật khẩu mới', { exact: true }).fill('cầu nối hai bờ sông');
		await page.getByLabel('Nhập lại mật khẩu mới').fill('cầu nối hai bờ');
		await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
		await expect(page.getByLabel('Nhập lại mật khẩu mới')).toHaveAttribute('aria-invalid', 'true');
		await page.getByLabel('Nhập lại mật khẩu mới').fill('cầu nối hai bờ sông');
		await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
		await expect(page.getByText('Đã đổi mật khẩu')).toBeVisible();
		made.password = 'cầu nối hai bờ sông';
		await page.goto('/');
		await expect(page).toHaveURL(/\/$/);
	});

	test('disabling somebody ends the open page, and enabling lets in again', async ({ page, browser }) => {
		const theirs = await browser.newPage();
		await signIn(theirs, made);
		await signIn(page, accountOf('administrator'));
		await page.goto(`/people?q=${encodeURIComponent(name)}`);
		await page.getByRole('link', { name }).click();
		await page.getByRole('button', { name: 'Ngừng tài khoản' }).click();
		await expect(page.getByRole('button', { name: 'Mở lại tài khoản' })).toBeVisible();
		await theirs.goto('/meetings');
		await expect(theirs).toHaveURL(/\/sign-in/);
		await page.getByRole('button', { name: 'Mở lại tài khoản' }).click();
		await expect(page.getByRole('button', { name: 'Ngừng tài khoản' })).toBeVisible();
		await signIn(theirs, made);
		await page.getByRole('button', { name: 'Cấp lại mật khẩu' }).click();
		await expect(page.locator('[data-issued-password]')).toBeVisible();
		await theirs.goto('/meetings');
		await expect(theirs).toHaveURL(/\/sign-in/);
		await signInWithIssued(theirs, { ...made, password: await issuedPassword(page) });
		await theirs.close();
	});

	test('signing out ends the session itself, not only the cookie', async ({ page, context }) => {
		await signIn(page, accountOf('operator'));
		const stolen = await context.cookies();
		await page.locator('summary', { hasText: accountOf('operator').name }).click();
		await page.getByRole('button', { name: 'Đăng xuất' }).click();
		await expect(page).toHaveURL(/\/sign-in/);
		await context.addCookies(stolen);
		await page.goto('/units');
		await expect(page).toHaveURL(/\/sign-in/);
	});
});

test.describe('without the right', () => {
	const pages = ['/people', '/people/new', '/people/x', '/system', '/units/import'];

	for (const role of ['chair', 'secretary', 'operator', 'clerk']) {
		test(`somebody who is only ${role} is refused the pages and actions of administrators`, async ({
			page
		}) => {
			await signIn(page, accountOf(role));
			for (const path of pages) {
				expect((await page.request.get(path)).status(), path).toBe(403);
			}
			const acts: [string, Record<string, string>][] = [
				[
					'/people/new',
					{ fullName: 'x', unitId: crypto.randomUUID(), signInName: 'x', duties: 'administrator' }
				],
				['/people/x?/change', { fullName: 'x', unitId: crypto.randomUUID(), duties: 'administrator' }],
				['/people/x?/reset', {}],
				['/people/x?/disable', {}],
				['/people/x?/enable', {}]
			];
			const headers = { origin: productUrl(), accept: 'application/json' };
			for (const [path, form] of acts) {
				const answer = await page.request.post(path, { form, headers });
				expect(await answer.json(), path).toMatchObject({ type: 'failure', status: 403 });
			}
			const list = { name: 'x.csv', mimeType: 'text/csv', buffer: Buffer.from('code\n1\n') };
			const importing = await page.request.post('/units/import', { multipart: { list }, headers });
			expect(await importing.json()).toMatchObject({ type: 'failure', status: 403 });
		});
	}

	test('a stranger is sent to sign in and learns nothing', async ({ page }) => {
		for (const path of [...pages, '/units', '/units/x', '/account', '/']) {
			const answer = await page.request.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } });
			expect(answer.status(), path).toBe(303);
			expect(answer.headers().location).toMatch(/^\/sign-in/);
		}
		const posted = await page.request.post('/people/new', {
			form: { fullName: 'x' },
			maxRedirects: 0,
			headers: { origin: productUrl(), accept: 'application/json' }
		});
		expect(posted.status()).toBe(401);
	});

	test('another site cannot send forms in the name of an administrator', async ({ page }) => {
		await signIn(page, accountOf('administrator'));
		for (const path of ['/people/new', '/sign-out', '/units/import']) {
			const answer = await page.request.post(path, {
				form: { fullName: 'x' },
				maxRedirects: 0,
				headers: { origin: 'https://evil.example' }
			});
			expect(answer.status(), path).toBe(403);
		}
		await page.goto('/people');
		await expect(page).toHaveURL(/\/people$/);
	});

	test('signing out by a link or a picture does nothing', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11842'));
		expect((await page.request.get('/sign-out')).status()).toBe(405);
		await page.goto('/units');
		await expect(page).toHaveURL(/\/units$/);
	});
});

test('wrong shapes are answered in words, not by a fault', async ({ page }) => {
	await signIn(page, accountOf('administrator'));
	const answers = [
		await page.request.get('/units/not-an-id'),
		await page.request.get(`/units/${crypto.randomUUID()}`),
		await page.request.get('/people/not-an-id'),
		await page.request.get('/people?page=-1&unit=x&q=%25%00')
	].map((answer) => answer.status());
	expect(answers).toEqual([404, 404, 404, 200]);
	const bad = await page.request.post('/people/new', {
		form: { fullName: '', unitId: 'x', signInName: 'Ơ Ơ', duties: 'emperor' },
		headers: { origin: productUrl(), accept: 'application/json' }
	});
	expect(await bad.json()).toMatchObject({ type: 'failure', status: 400 });
});

test('the sign-in page says how long to wait after too many attempts', async ({ page }) => {
	await page.goto('/sign-in');
	for (let turn = 0; turn < 9; turn += 1) {
		const answer = await page.request.post('/sign-in', {
			form: { signInName: 'khong-co-ai', password: 'sai' },
			headers: { origin: productUrl(), accept: 'application/json' }
		});
		expect(await answer.json()).toMatchObject({ type: 'failure', status: turn < 8 ? 401 : 429 });
	}
});

test('the health of the programs is told to anybody, without secrets', async ({ page }) => {
	await expect.poll(async () => (await page.request.get('/healthz')).status()).toBe(200);
	const answer = await page.request.get('/healthz');
	expect(await answer.json()).toEqual({ archivist: 'ok', database: 'ok', mediaServer: 'ok', web: 'ok' });
	expect(answer.headers()['cache-control']).toBe('no-store');
});
