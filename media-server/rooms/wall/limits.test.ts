import { expect, test, vi } from 'vitest';
import type { MeetingEvent } from '#lib/protocol/events.ts';
import type { Role, Source } from '#lib/protocol/values.ts';
import type { Line } from '../line.ts';
import { afterOpening, beforeOpening, Limits, type Limited } from './limits.ts';

class Outgoing {
	readonly source: Source;
	paused = false;
	closed = false;
	/** How the media worker answers. */
	answer: () => Promise<void> = async () => undefined;
	readonly producer: this = this;

	constructor(source: Source) {
		this.source = source;
	}

	async pause() {
		await this.answer();
		this.paused = true;
	}

	close() {
		this.closed = true;
	}
}

type Sitting = Omit<Limited, 'productions' | 'line'> & {
	productions: Outgoing[];
	told: string[];
	line: Pick<Line, 'tell'> | undefined;
};

function seat(siteId: string, sources: Source[] = [], role: Role = 'delegate'): Sitting {
	const told: string[] = [];
	const reception = { held: false, hold: (held: boolean) => void (reception.held = held) };
	const productions = sources.map((source) => new Outgoing(source));
	const line: Sitting['line'] = { tell: (name) => void told.push(name) };
	return { siteId, role, line, muted: false, reception, productions, told };
}

const failing = () => Promise.reject(new Error('the worker is gone'));

function setUp(...peers: Sitting[]) {
	const limited = new Set<string>();
	const warn = vi.fn();
	const limits = new Limits({ peers: () => peers, limited: () => limited, log: { warn } });
	const say = (type: 'site:limited' | 'floor:granted', siteId: string) => {
		const about = { meetingId: 'm', seq: 1, at: 0, siteId, personId: null };
		const event: MeetingEvent =
			type === 'site:limited'
				? { ...about, type, data: { audioOnly: limited.has(siteId) } }
				: { ...about, type, data: {} };
		limits.follow([event]);
	};
	return { limits, limited, say, warn };
}

test('a mute closes every microphone of the site, also when one cannot be closed, and says so', async () => {
	const [first, second] = [seat('a', ['microphone']), seat('a', ['camera', 'microphone'])];
	const [broken] = first.productions;
	if (broken) broken.answer = failing;
	const { limits } = setUp(first, second, seat('b', ['microphone']));
	await expect(limits.mute('a')).rejects.toMatchObject({ code: 'media_failed' });
	expect(second.productions.map(({ paused }) => paused)).toEqual([false, true]);
	expect([first, second].map(({ told }) => told)).toEqual([['microphone:muted'], ['microphone:muted']]);
});

test('a microphone that closes by itself while it is muted is silent, too', async () => {
	const here = seat('a', ['microphone']);
	const [microphone] = here.productions;
	if (!microphone) throw new Error('a microphone');
	microphone.answer = () => {
		microphone.close();
		return failing();
	};
	await setUp(here).limits.mute('a');
	expect(here.muted).toBe(true);
});

test('who is away while the site is muted is muted when it is back, until it speaks up or is called anew', async () => {
	const away = seat('a', ['microphone']);
	away.line = undefined;
	const chair = seat('a', ['microphone'], 'chair');
	const { limits, say } = setUp(away, chair);
	await limits.mute('a');
	expect([away.muted, away.productions[0]?.paused]).toEqual([true, true]);
	expect([chair.muted, chair.productions[0]?.paused]).toEqual([false, false]);
	beforeOpening(away, 'microphone');
	expect(away.muted).toBe(false);
	await limits.mute('a');
	expect(away.muted).toBe(true);
	say('floor:granted', 'a');
	expect(away.muted).toBe(false);
});

test('a microphone that is being opened while the site is muted is not open', async () => {
	const here = seat('a');
	const { limits } = setUp(here);
	beforeOpening(here, 'microphone');
	await limits.mute('a');
	const opened = new Outgoing('microphone');
	await afterOpening(here, opened);
	expect([opened.paused, opened.closed]).toEqual([true, false]);
});

test('sound only holds back all pictures of a site, also when one cannot be held, and no sound', async () => {
	const here = seat('a', ['camera', 'microphone', 'screen']);
	const [camera] = here.productions;
	if (camera) camera.answer = failing;
	const { limited, say, warn } = setUp(here);
	limited.add('a');
	say('site:limited', 'a');
	await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
	expect(here.productions.map(({ source, paused }) => [source, paused])).toEqual([
		['camera', false],
		['microphone', false],
		['screen', true]
	]);
	expect(here.reception.held).toBe(true);
	limited.clear();
	say('site:limited', 'a');
	expect(here.reception.held).toBe(false);
});

test('a picture that is being opened while its site is limited is closed again, and refused', async () => {
	const here = seat('a');
	const { limited, say } = setUp(here);
	beforeOpening(here, 'camera');
	limited.add('a');
	say('site:limited', 'a');
	const opened = new Outgoing('camera');
	await expect(afterOpening(here, opened)).rejects.toMatchObject({ code: 'audio_only' });
	expect(opened.closed).toBe(true);
	expect(() => beforeOpening(here, 'screen')).toThrow('audio_only');
	expect(() => beforeOpening(here, 'microphone')).not.toThrow();
});

test('who comes to a limited site is limited, and who comes back after it was lifted is not', () => {
	const here = seat('a');
	const { limits, limited } = setUp(here);
	limited.add('a');
	limits.welcome(here);
	expect(here.reception.held).toBe(true);
	limited.clear();
	limits.welcome(here);
	expect(here.reception.held).toBe(false);
});
