// A room's line to one page, over socket.io.
import type { Namespace, Socket } from 'socket.io';
import type { NoticeData, NoticeName } from '#lib/protocol/notices.ts';
import type { EndReason, Line, Tell } from '../rooms/line.ts';

export class SocketLine implements Line {
	readonly #socket: Socket;
	readonly #meetingId: string;

	constructor(socket: Socket, meetingId: string) {
		this.#socket = socket;
		this.#meetingId = meetingId;
	}

	get open(): boolean {
		return this.#socket.connected;
	}

	tell<N extends NoticeName>(name: N, data: NoticeData<N>): void {
		this.#socket.emit(name, data);
	}

	enter(): void {
		void this.#socket.join(this.#meetingId);
	}

	leave(): void {
		void this.#socket.leave(this.#meetingId);
	}

	end(reason: EndReason): void {
		this.tell('seat:ended', { reason });
		this.#socket.disconnect(true);
	}

	cut(): void {
		this.#socket.conn.close();
	}
}

export function toAllOf(namespace: Namespace, meetingId: string): Tell {
	return (name, data) => {
		namespace.to(meetingId).emit(name, data);
	};
}
