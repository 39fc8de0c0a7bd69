// One logger per program, JSON lines on stdout; child loggers carry the ids: `log.child({ meeting, site })`.
import pino, { type DestinationStream, type Logger } from 'pino';

export type Log = Logger;
export type Program = 'web' | 'media-server' | 'archivist' | 'start' | 'test';

const secrets = [
	'password',
	'passwordHash',
	'token',
	'ticket',
	'secret',
	'cookie',
	'authorization',
	'set-cookie',
	'sessionId',
	// Of the media server: who has these can answer for a page's transport, be relayed, or read a track on its way to its file.
	'ticketSecret',
	'credential',
	'iceParameters',
	'srtpParameters',
	'keyBase64',
	'databaseUrl'
];

// A redaction path matches one depth only; requests and their headers lie at the third.
const redacted = secrets.flatMap((name) => {
	const key = `["${name}"]`;
	return [key.slice(1, -1).includes('-') ? key : name, `*${key}`, `*.*${key}`];
});

export function createLog(
	program: Program,
	options: { level?: string; destination?: DestinationStream } = {}
): Log {
	return pino(
		{
			name: program,
			level: options.level ?? 'info',
			timestamp: pino.stdTimeFunctions.isoTime,
			redact: { paths: redacted, censor: '[redacted]' }
		},
		options.destination
	);
}
