import { expect, test } from 'vitest';
import { optionsForUrl, refuseOldServer } from './db.ts';

test('servers before 15 are refused with a word on what to do', () => {
	expect(() => refuseOldServer(140_012, '14.12')).toThrow(/PostgreSQL 14.12 is too old.*15 or newer/);
	expect(() => refuseOldServer(150_000, '15.0')).not.toThrow();
});

test('a socket folder in the URL is handed to the driver as its host', () => {
	expect(optionsForUrl('postgres://a:b@localhost/c?host=%2Frun%2Fpostgresql&sslmode=disable')).toEqual({
		host: '/run/postgresql',
		url: 'postgres://a:b@localhost/c?sslmode=disable'
	});
	expect(optionsForUrl('postgres://a@db.example/c')).toEqual({ url: 'postgres://a@db.example/c' });
});
