// What the parts of the wall share.
import { createContext } from 'svelte';
import type { OnScreen } from './on-screen.ts';
import type { WallBoard } from './wall-board.svelte.ts';

export const [wallPlace, setWallPlace] = createContext<{ board: WallBoard; onScreen: OnScreen }>();
