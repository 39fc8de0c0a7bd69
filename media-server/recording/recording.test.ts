import { describe, expect, test } from 'vitest';
import { captureArguments } from './arguments.ts';
import { sealedBye } from './bye.ts';
import { boundPorts } from './listening.ts';
import { PortPairs } from './ports.ts';
import { captureSdp } from './sdp.ts';
import { requireSpace } from './space.ts';

const srtp = { cryptoSuite: 'AES_CM_128_HMAC_SHA1_80', keyBase64: 'a2V5' } as const;

describe('what ffmpeg is told', () => {
	test('about a voice', () => {
		const codec = {
			mimeType: 'audio/opus',
			payloadType: 100,
			clockRate: 48_000,
			channels: 2,
			parameters: { useinbandfec: 1, usedtx: 1 }
		};
		expect(captureSdp({ kind: 'audio', codec, port: 50_000, srtp }).split('\r\n')).toEqual([
			'v=0',
			'o=- 0 0 IN IP4 127.0.0.1',
			's=part',
			'c=IN IP4 127.0.0.1',
			't=0 0',
			'm=audio 50000 RTP/SAVP 100',
			'a=rtpmap:100 opus/48000/2',

			'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:a2V5',
			'a=recvonly',
			''
		]);
	});

	test('nothing that only the page knows', () => {
		const parameters = { 'packetization-mode': 1, 'x-own': 'y' };
		const codec = { mimeType: 'video/H264', payloadType: 102, clockRate: 90_000, parameters };
		const sdp = captureSdp({ kind: 'video', codec, port: 50_000, srtp });
		expect(sdp).toContain('a=fmtp:102 packetization-mode=1\r\n');
		expect(sdp).not.toContain('x-own');
	});

	test('about a picture without parameters', () => {
		const codec = { mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 };
		const sdp = captureSdp({ kind: 'video', codec, port: 50_000, srtp });
		expect(sdp).toContain('a=rtpmap:101 VP8/90000\r\n');
		expect(sdp).not.toContain('fmtp');
	});

	test('is to copy, in clusters of a second, and to listen on the loopback only', () => {
		const args = captureArguments('/data/part.mkv').join(' ');
		expect(args).toContain('-c copy -f matroska -cluster_time_limit 1000 -flush_packets 1');
		expect(args).toContain('-localaddr 127.0.0.1');
		// A camera that is off for ten seconds ends no writer.
		expect(args).toContain('-listen_timeout 86400 ');
		expect(args).toContain('-protocol_whitelist pipe,rtp,srtp,udp ');
		expect(args.endsWith('file:/data/part.mkv')).toBe(true);
	});
});

test('the end of a track is signed with its key', () => {
	const key = Buffer.from('e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6', 'hex');
	const bye = sealedBye(0x01020304, key.toString('base64'));
	expect(bye.subarray(0, 16).toString('hex')).toBe('81cb00020102030403656e6400000001');
	expect(bye).toHaveLength(26);
	expect(sealedBye(0x01020304, Buffer.alloc(30).toString('base64')).subarray(16)).not.toEqual(
		bye.subarray(16)
	);
});

test('bound ports are read from the table of the kernel', () => {
	const table = [
		'   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
		'  383: 0100007F:C350 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 0',
		' 1384: 00000000:C351 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1 2 0 0',
		''
	].join('\n');
	expect(boundPorts(table)).toEqual(new Set([50_000, 50_001]));
});

test('no two parts get the same ports', async () => {
	const ports = new PortPairs();
	const leased = await Promise.all(Array.from({ length: 20 }, () => ports.lease()));
	expect(new Set(leased).size).toBe(20);
	expect(leased.every((port) => port % 2 === 0)).toBe(true);
});

test('a folder with room passes the check of space', async () => {
	await expect(requireSpace(import.meta.dirname)).resolves.toBeUndefined();
});
