import type { SessionLocals } from '#lib/server/auth/session-hook.ts';

declare global {
	namespace App {
		interface Error {
			/** An `ErrorCode`; the error page has the words. */
			message: string;
			/** Finds the log line of a fault. */
			reference?: string;
		}
		// eslint-disable-next-line @typescript-eslint/no-empty-object-type
		interface Locals extends SessionLocals {}
		interface PageData {
			/** The page fills the screen by itself, without the navigation (the room). */
			fullScreen?: boolean;
		}
	}
}
