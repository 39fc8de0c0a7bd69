// Meetings: planned, convened, replied to, held. The only file of this folder that others import.
export {
	endMeeting,
	openMeeting,
	roomOf,
	type Room,
	type RoomAgendaItem,
	type RoomMeeting,
	type RoomSite
} from './running/running.ts';
export { allows } from './states.ts';
