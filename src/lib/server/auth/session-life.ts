// How long a session lives, and what counts as its use beside requests.
import type { Sql } from '#lib/server/platform/db.ts';
import { prolongSessions } from './queries.ts';

export const sessionHours = { idle: 4, most: 12 };

/**
 * For people whose page holds a socket but asks the web program for nothing, for hours: sitting in a meeting is use.
 * What has expired stays expired, and nothing outlives the absolute limit. Answers those that still live.
 */
export async function keepSessions(sql: Sql, sessionIds: string[]): Promise<string[]> {
	return prolongSessions(sql, { ids: sessionIds, hours: sessionHours.idle, mostHours: sessionHours.most });
}
