import { describe, expect, test } from 'vitest';
import { wallDeviceOf, wallSiteOf, type Device, type Reported } from './site-facts.ts';

const now = 100_000;
const report: Reported = {
	at: now - 1000,
	browser: 'Chrome 156, Windows',
	camera: 'HD Webcam',
	microphone: null,
	delay: 47,
	lossIn: 1.4,
	lossOut: null,
	bitrateIn: 1_500_000,
	bitrateOut: null
};
const device = (change: Partial<Device> = {}): Device => ({
	connectionId: 'c',
	personName: 'Trần Thị Bình',
	role: 'delegate',
	line: {},
	lostAt: undefined,
	report,
	unseen: null,
	reception: { audioOnly: false, held: false },
	productions: [],
	...change
});
const of = (...devices: Device[]) => wallSiteOf('a', devices, { removed: false, now });

describe('what the wall says of a site', () => {
	test('is that of its worst device, rounded', () => {
		const worse = device({ report: { ...report, delay: 310, lossOut: 7.6 } });
		expect(of(device(), worse)).toEqual({
			siteId: 'a',
			unseen: null,
			microphone: false,
			lostAt: null,
			audioOnly: null,
			loss: 8,
			delay: 320,
			removed: false
		});
	});

	test('nothing is known of a line whose page has long been silent, or is gone', () => {
		expect(of(device({ report: { ...report, at: now - 30_000 } }))).toMatchObject({
			loss: null,
			delay: null
		});
		expect(of(device({ line: undefined, lostAt: now }))).toMatchObject({ loss: null, delay: null });
		expect(of()).toMatchObject({ loss: null, delay: null, lostAt: null });
	});

	test('it is lost since its last device went silent, and not while one answers', () => {
		const [early, late] = [1, 2].map((lostAt) => device({ line: undefined, lostAt }));
		if (!early || !late) throw new Error('two devices');
		expect(of(early, late).lostAt).toBe(2);
		expect(of(early, device()).lostAt).toBeNull();
	});

	test.each([
		['microphone', false, true],
		['microphone', true, false],
		['camera', false, false]
	])('with a %s (paused: %s) its microphone is open: %s', (source, paused, open) => {
		expect(of(device({ productions: [{ source, producer: { paused } }] })).microphone).toBe(open);
	});

	test('why there is no picture is said only when none of its own cameras sends one', () => {
		const off = device({ unseen: 'off' });
		expect(of(off).unseen).toBe('off');
		expect(of(device({ unseen: 'private' }), off).unseen).toBe('private');
		expect(of(off, device()).unseen).toBeNull();
		expect(of(off, device({ role: 'operator' })).unseen).toBe('off');
		expect(of(off, device({ line: undefined })).unseen).toBe('off');
		expect(of(device({ unseen: 'off', line: undefined })).unseen).toBeNull();
		expect(of().unseen).toBeNull();
	});

	test('who decided for sound only is told apart', () => {
		expect(of(device({ reception: { audioOnly: true, held: false } })).audioOnly).toBe('line');
		expect(of(device({ reception: { audioOnly: true, held: true } })).audioOnly).toBe('operator');
	});
});

test('a device tells the operator all that it has reported', () => {
	expect(wallDeviceOf(device({ line: undefined }))).toEqual({
		connectionId: 'c',
		personName: 'Trần Thị Bình',
		role: 'delegate',
		online: false,
		audioOnly: null,
		report
	});
});
