// What the media server writes into its log: whom it concerns, and nothing with which somebody could get in.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { eventually } from '../support/media/eventually.ts';
import { collectLog } from '../support/media/log-lines.ts';
import { claimsOf } from '../support/media/meeting.ts';
import { openMeeting } from '../support/media/open-meeting.ts';
import { boundTo } from '../support/media/processes.ts';
import { Seat } from '../support/media/seat.ts';
import { startTestServer, type TestServer } from '../support/media/server.ts';

const database = testDatabase();
const { log, lines } = collectLog();
const turn = { urls: ['turn:127.0.0.1:3478'], secret: 'shared with coturn only' };
let server: TestServer;
beforeAll(async () => {
	// What is no ffmpeg records nothing, and that is told.
	server = await startTestServer(database, { receiversPerWorker: 3, turn, ffmpegBin: '/bin/false', log });
});
afterAll(() => server.close());

const line = (words: string) => lines.find(({ msg }) => msg.includes(words));

test('every line about a room says which, the site where there is one, and no secret', async () => {
	const { meeting, chair, speaker, listener } = await openMeeting(database, server);
	const { meetingId } = meeting;
	const site = chair.joined.snapshot.me.siteId;
	await chair.produce('camera', 3);
	await eventually(() => line('a track is not recorded')).toMatchObject({ meeting: meetingId, site });

	const claims = claimsOf(meeting, meeting.secretary);
	const late = await server.join(meeting, meeting.secretary).catch((error: unknown) => error);
	expect(late).toMatchObject({ code: 'at_capacity' });
	expect(line('not let in')).toMatchObject({ meeting: meetingId, site: claims.siteId });

	const port = `http://127.0.0.1:${server.port}`;
	const old = await server.ticket(claims, new Date(Date.now() - 600_000));
	await expect(Seat.connect(port, old)).rejects.toThrow('ticket_expired');
	expect(line('refused')).toMatchObject({ code: 'ticket_expired' });
	const bad = await chair.answer('transport:connect', {
		transportId: 'x',
		dtlsParameters: { fingerprints: [] }
	});
	expect(bad.ok).toBe(false);

	const { iceParameters } = await speaker.ask('transport:create', { direction: 'receive' });
	process.kill(await boundTo(listener.receivesFrom), 'SIGKILL');
	await listener.notice('media:restarted');
	expect(line('lost its media')).toMatchObject({ meeting: meetingId, worker: 0, pages: 3 });
	expect(line('has media again')).toMatchObject({ meeting: meetingId, worker: 0 });
	await listener.ask('room:leave', {});

	const aboutSites = lines.filter((one) => 'site' in one || 'connection' in one);
	expect(aboutSites.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['joined', 'left']));
	for (const one of aboutSites) expect(one).toMatchObject({ meeting: meetingId, site: expect.any(String) });

	const written = JSON.stringify(lines);
	const credentials = [chair, speaker, listener].flatMap(({ joined }) =>
		joined.iceServers.map(({ credential }) => credential)
	);
	const secrets = [old, claims.sessionId, turn.secret, iceParameters.password, ...credentials];
	expect(secrets.filter((secret) => secret === undefined || written.includes(secret))).toEqual([]);
});
