// All benchmarks, in the order in which they run.
import type { Benchmark } from '../benchmark.ts';
import { codec } from './codec.ts';
import { face } from './face.ts';
import { floorChange } from './floor-change.ts';
import { forward } from './forward.ts';
import { growth } from './growth.ts';
import { join } from './join.ts';
import { meeting } from './meeting.ts';
import { signal } from './signal.ts';
import { spill } from './spill.ts';
import { uplink } from './uplink.ts';
import { vote } from './vote.ts';
import { wall } from './wall.ts';

export const benchmarks: readonly Benchmark[] = [
	forward,
	join,
	meeting,
	floorChange,
	uplink,
	signal,
	growth,
	vote,
	wall,
	face,
	spill,
	codec
];
