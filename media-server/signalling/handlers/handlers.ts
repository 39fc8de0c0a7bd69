import type { Handlers } from '../context.ts';
import { chair } from './chair.ts';
import { consumers } from './consumers.ts';
import { floor } from './floor.ts';
import { lobby } from './lobby.ts';
import { meeting } from './meeting.ts';
import { papers } from './papers.ts';
import { producers } from './producers.ts';
import { roll } from './roll.ts';
import { talk } from './talk.ts';
import { transports } from './transports.ts';
import { votes } from './votes.ts';
import { wall } from './wall.ts';

/** One for each command that somebody in a room may give. */
export const handlers: Handlers = {
	...transports,
	...producers,
	...consumers,
	...chair,
	...floor,
	...lobby,
	...meeting,
	...papers,
	...roll,
	...talk,
	...votes,
	...wall
};
