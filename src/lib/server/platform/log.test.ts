import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function written(write: (log: ReturnType<typeof createLog>) => void): unknown[] {
	const lines: unknown[] = [];
	write(createLog('test', { destination: { write: (line) => lines.push(JSON.parse(line)) } }));
	return lines;
}

test('secrets never reach the log, at any of three depths', () => {
	const [line] = written((log) =>
		log.info({
			password: 'pw-1',
			form: { password: 'pw-2', ticket: 'pw-3' },
			request: { headers: { cookie: 'pw-4', 'set-cookie': 'pw-5', authorization: 'pw-6' }, path: '/' }
		})
	);
	expect(JSON.stringify(line)).not.toContain('pw-');
	expect(line).toMatchObject({ form: { ticket: '[redacted]' }, request: { path: '/' } });
});

test('what opens a page’s media does not, nor the session of a ticket that has expired', () => {
	const [line] = written((log) => {
		const expired = Object.assign(new Error('expired'), { payload: { sessionId: 'pw-1', siteId: 'here' } });
		log.info({
			err: expired,
			config: { ticketSecret: 'pw-2', turn: { secret: 'pw-3' }, databaseUrl: 'postgres://u:pw-4@db/x' },
			transport: { iceParameters: { password: 'pw-5', usernameFragment: 'pw-6' } },
			plain: { srtpParameters: { keyBase64: 'pw-7' } },
			iceServers: [{ urls: ['turn:t'], username: '1', credential: 'pw-8' }]
		});
	});
	expect(JSON.stringify(line)).not.toContain('pw-');
	expect(line).toMatchObject({ err: { payload: { siteId: 'here' } }, iceServers: [{ urls: ['turn:t'] }] });
});

test('a child log carries its ids, each line the program and an ISO time', () => {
	const [line] = written((log) => log.child({ meeting: 'm1' }).warn('late'));
	expect(line).toMatchObject({ name: 'test', meeting: 'm1', msg: 'late' });
	expect(line).toHaveProperty('time', expect.stringMatching(/^\d{4}-.*Z$/));
});
