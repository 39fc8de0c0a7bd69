// What the routes of meetings refuse, and what they give to whom.
import { expect, test, type APIRequestContext } from 'playwright/test';
import { accountOf, productUrl, signIn } from './support/participant.ts';
import { beginDraft, pdf, sendMeeting } from './support/planning.ts';

const nobody = '00000000-0000-4000-8000-000000000000';
const title = `Giao ban từ chối ${Date.now()}`;
let meeting = '';

test.describe.configure({ mode: 'serial' });
test.beforeAll(async ({ browser }) => {
	meeting = await sendMeeting(browser, title);
});

test.describe('the routes refuse', () => {
	const post = async (request: APIRequestContext, path: string, form: Record<string, string> = {}) => {
		const headers = { origin: productUrl(), accept: 'application/json' };
		const response = await request.post(path, { form, headers, maxRedirects: 0 });
		return response;
	};

	test('whoever is not signed in, with words a program understands', async ({ request }) => {
		for (const path of ['/meetings', '/meetings/new', meeting, `${meeting}/plan`]) {
			const response = await request.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } });
			expect(response.status(), path).toBe(303);
			expect(response.headers().location).toMatch(/^\/sign-in/);
		}
		const ticket = await request.post(`${meeting}/ticket`, { headers: { origin: productUrl() } });
		expect(ticket.status()).toBe(401);
		expect(await ticket.json()).toEqual({ ok: false, error: { code: 'not_signed_in' } });
		for (const action of [
			'plan?/what',
			'plan?/convene',
			'plan?/change',
			'plan?/cancel',
			'?/confirm',
			'?/acknowledge',
			'?/roster'
		]) {
			expect((await post(request, `${meeting}/${action}`.replace('/?', '?'))).status(), action).toBe(401);
		}
	});

	test('wrong shapes, with a coded answer and no fault', async ({ page }) => {
		await signIn(page, accountOf('secretary'));
		const draft = (await beginDraft(page, 'Sai khuôn')).replace(/\/plan$/, '');
		const wrong: [string, Record<string, string>][] = [
			[`${draft}/plan?/what`, { title: 'x'.repeat(201), kind: 'party', conduct: 'loud' }],
			[`${draft}/plan?/what`, {}],
			[`${draft}/plan?/when`, { date: '2026-02-31', time: '99:99', plannedMinutes: '-1', place: '' }],
			[`${draft}/plan?/invite`, { scope: 'everybody' }],
			[`${draft}/plan?/invite`, { scope: "unit:' or 1=1" }],
			[`${draft}/plan?/addItem`, { title: '', presenter: '', plannedMinutes: 'soon' }],
			[`${draft}/plan?/moveItem`, { itemId: 'x', direction: 'sideways' }],
			[`${draft}/plan?/addPapers`, { files: 'not a file' }],
			[`${meeting}?/roster`, { fullName: 'A', presence: 'perhaps' }],
			[`${meeting}?/decline`, { reason: '' }],
			[`${meeting}?/acknowledge`, { change: '-1' }],
			[`${meeting}/plan?/change`, { date: '2026-02-31', time: '9', plannedMinutes: '', chairId: '' }],
			['/meetings/new', { title: '', kind: '' }]
		];
		for (const [path, form] of wrong) {
			const answer = await post(page.request, path, form);
			expect(await answer.json(), path).toMatchObject({ type: 'failure', status: 400 });
		}
		expect((await page.request.get('/meetings?page=-1')).status()).toBe(400);
	});

	test('wrong persons and forged ids', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11296'));
		for (const path of [
			meeting,
			`${meeting}/plan`,
			`/meetings/${nobody}`,
			'/meetings/x',
			`${meeting}/papers/x`
		]) {
			const response = await page.request.get(path, { headers: { accept: 'text/html' } });
			expect(response.status(), path).toBe(404);
		}
		expect((await page.request.get('/meetings/new', { headers: { accept: 'text/html' } })).status()).toBe(
			403
		);
		const ticket = await page.request.post(`${meeting}/ticket`, { headers: { origin: productUrl() } });
		expect(await ticket.json()).toEqual({ ok: false, error: { code: 'not_found' } });
		for (const action of ['/plan?/convene', '/plan?/cancel', '/plan?/withdraw', '?/confirm']) {
			const form = { reason: 'x', scope: 'level:commune' };
			const answer = await post(page.request, `${meeting}${action}`, form);
			expect(await answer.json(), action).toMatchObject({ type: 'failure', status: 404 });
		}
	});

	test('a post from another site', async ({ page }) => {
		await signIn(page, accountOf('clerk', '11842'));
		const answer = await page.request.post(`${meeting}?/decline`, {
			form: { reason: 'Giả mạo' },
			headers: { origin: 'https://elsewhere.example' }
		});
		expect(answer.status()).toBe(403);
	});
});

test('a paper is read whole or in part, shown or saved, by the invited only', async ({ page }) => {
	await signIn(page, accountOf('clerk', '11842'));
	await page.goto(meeting);
	const path = (await page.getByRole('link', { name: 'Báo cáo', exact: true }).getAttribute('href')) ?? '';
	const whole = await page.request.get(path);
	expect(whole.headers()).toMatchObject({
		'content-type': 'application/pdf',
		'x-content-type-options': 'nosniff',
		'content-disposition': expect.stringMatching(/^inline; .*B%C3%A1o%20c%C3%A1o\.pdf$/)
	});
	expect(Buffer.compare(await whole.body(), pdf)).toBe(0);
	const part = await page.request.get(path, { headers: { range: 'bytes=1-3' } });
	expect(part.status()).toBe(206);
	expect(await part.text()).toBe('PDF');
	const saved = await page.request.get(`${path}?download`);
	expect(saved.headers()['content-disposition']).toMatch(/^attachment; /);
});

test('a ticket is given for the seat of the one who asks', async ({ page }) => {
	const account = accountOf('clerk', '11842');
	await signIn(page, account);
	const response = await page.request.post(`${meeting}/ticket`, { headers: { origin: productUrl() } });
	const answer: unknown = await response.json();
	expect(answer).toMatchObject({ ok: true, data: { ticket: expect.any(String) } });
	const [, claims = ''] = JSON.stringify(answer).split('.');
	expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
		meetingId: meeting.replace('/meetings/', ''),
		role: 'delegate',
		personName: account.name,
		siteName: 'Xã Vĩnh An'
	});
});
