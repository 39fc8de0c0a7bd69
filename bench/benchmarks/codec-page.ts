// Runs in a page: one picture over a connection of the page with itself, and what its codec took for it.

export type Way = {
	codec: string;
	/** The camera's size is divided by it. */
	divisor: number;
	kilobits: number;
	/** Several sizes in one stream. */
	scalability?: string;
};

export type Took = {
	/** Milliseconds for a picture. */
	encode: number;
	decode: number;
	/** Pictures a second that were encoded. */
	pictures: number;
	width: number;
	kilobits: number;
	seconds: number;
};

type Counters = {
	encoded: number;
	encodeTime: number;
	decoded: number;
	decodeTime: number;
	bytes: number;
	width: number;
};

/** Which of these the browser can send. */
export function codecsOf(wanted: readonly string[]): string[] {
	const known = RTCRtpSender.getCapabilities('video')?.codecs.map(({ mimeType }) => mimeType) ?? [];
	return wanted.filter((codec) => known.includes(`video/${codec}`));
}

/** A room with somebody who moves, and the noise of a cheap camera. Leaves the camera on the window. */
export function startCamera({ width, height, pace }: { width: number; height: number; pace: number }): void {
	const canvas = document.createElement('canvas');
	Object.assign(canvas, { width, height });
	const context = canvas.getContext('2d', { alpha: false });
	const noise = document.createElement('canvas');
	Object.assign(noise, { width: 256, height: 256 });
	const grain = noise.getContext('2d');
	if (context === null || grain === null) throw new Error('this browser draws nothing');
	const dots = grain.createImageData(256, 256);
	for (let at = 0; at < dots.data.length; at += 4) {
		dots.data.fill(Math.random() * 255, at, at + 3);
		dots.data[at + 3] = 20;
	}
	grain.putImageData(dots, 0, 0);
	const pattern = context.createPattern(noise, 'repeat');
	const wall = context.createLinearGradient(0, 0, width, height);
	wall.addColorStop(0, '#d9d2c3');
	wall.addColorStop(1, '#4b5a66');
	let picture = 0;
	setInterval(() => {
		picture++;
		context.fillStyle = wall;
		context.fillRect(0, 0, width, height);
		const [x, y] = [
			width / 2 + Math.sin(picture / 20) * width * 0.06,
			height * 0.55 + Math.sin(picture / 13) * 12
		];
		context.fillStyle = '#2f3e5c';
		context.fillRect(x - width * 0.2, y + height * 0.2, width * 0.4, height * 0.4);
		context.fillStyle = '#c79a7b';
		context.beginPath();
		context.ellipse(x, y, width * 0.1, height * 0.2, Math.sin(picture / 17) / 8, 0, 7);
		context.fill();
		if (pattern !== null) {
			context.setTransform(1, 0, 0, 1, Math.random() * 256 - 256, Math.random() * 256 - 256);
			context.fillStyle = pattern;
			context.fillRect(0, 0, width + 256, height + 256);
			context.setTransform(1, 0, 0, 1, 0, 0);
		}
	}, 1000 / pace);
	Object.assign(window, { testCamera: canvas.captureStream(pace) });
}

export async function send({
	codec,
	divisor,
	kilobits,
	scalability,
	warmUp,
	seconds
}: Way & { warmUp: number; seconds: number }): Promise<Took> {
	const { testCamera } = window as Window & { testCamera?: MediaStream };
	const track = testCamera?.getVideoTracks()[0];
	if (track === undefined) throw new Error('the camera is off');
	const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
	const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
	from.onicecandidate = ({ candidate }) => void to.addIceCandidate(candidate ?? undefined);
	to.onicecandidate = ({ candidate }) => void from.addIceCandidate(candidate ?? undefined);
	const encoding = {
		scaleResolutionDownBy: divisor,
		maxBitrate: kilobits * 1000,
		scalabilityMode: scalability ?? 'L1T2'
	};
	const transceiver = from.addTransceiver(track, { direction: 'sendonly', sendEncodings: [encoding] });
	const all = RTCRtpSender.getCapabilities('video')?.codecs ?? [];
	const own = all.filter(({ mimeType }) => mimeType === `video/${codec}`);
	// What cameras and phones encode without help comes first: constrained baseline.
	const first = own.toSorted(
		(a, b) =>
			Number(b.sdpFmtpLine?.includes('42e01f') ?? false) - Number(a.sdpFmtpLine?.includes('42e01f') ?? false)
	);
	transceiver.setCodecPreferences(first);
	await from.setLocalDescription();
	await to.setRemoteDescription(from.localDescription ?? { type: 'offer' });
	await to.setLocalDescription();
	await from.setRemoteDescription(to.localDescription ?? { type: 'answer' });
	const parameters = transceiver.sender.getParameters();
	parameters.degradationPreference = 'maintain-resolution';
	await transceiver.sender.setParameters(parameters);

	const count = async () => {
		const sum: Counters = { encoded: 0, encodeTime: 0, decoded: 0, decodeTime: 0, bytes: 0, width: 0 };
		for (const [, report] of await from.getStats()) {
			if (report.type !== 'outbound-rtp') continue;
			sum.encoded += report.framesEncoded ?? 0;
			sum.encodeTime += report.totalEncodeTime ?? 0;
			sum.bytes += report.bytesSent ?? 0;
			sum.width = Math.max(sum.width, report.frameWidth ?? 0);
		}
		for (const [, report] of await to.getStats()) {
			if (report.type !== 'inbound-rtp') continue;
			sum.decoded += report.framesDecoded ?? 0;
			sum.decodeTime += report.totalDecodeTime ?? 0;
		}
		return sum;
	};
	await pause(warmUp * 1000);
	const [before, began] = [await count(), performance.now()];
	await pause(seconds * 1000);
	const [after, took] = [await count(), (performance.now() - began) / 1000];
	from.close();
	to.close();
	// Of several sizes in one stream the browser counts each; decoded they are one picture.
	const counted = scalability === undefined ? 'encoded' : 'decoded';
	const encoded = after[counted] - before[counted];
	const decoded = after.decoded - before.decoded;
	return {
		encode: ((after.encodeTime - before.encodeTime) * 1000) / encoded,
		decode: ((after.decodeTime - before.decodeTime) * 1000) / decoded,
		pictures: encoded / took,
		width: after.width,
		kilobits: ((after.bytes - before.bytes) * 8) / took / 1000,
		seconds: took
	};
}
