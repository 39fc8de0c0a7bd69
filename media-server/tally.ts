// What is counted while meetings are held, whether or not anybody reads it.
import { EventEmitter } from 'node:events';

export class Tally extends EventEmitter<{
	joined: [];
	/** With the code that the page was told. */
	refused: [code: string];
	/** Milliseconds from the grant in the log to the first packet of that site to anybody. */
	floorHeard: [milliseconds: number];
}> {}
