// Meetings: planned, convened, replied to, held. The only file of this folder that others import.
export type { Clock } from './clock.ts';
export { addItem, editItem, moveItem, removeItem } from './agenda/agenda.ts';
export { addSpeaker, arrangeSpeakers } from './agenda/speakers.ts';
export { acknowledge, change, type MeetingChange } from './changing/changing.ts';
export {
	exportRehearsal,
	ownCheck,
	recordCheck,
	viewRehearsal,
	viewSiteCheck,
	type RehearsedSite,
	type SiteCheck
} from './checks/checks.ts';
export { cancel, clashesOf, convene } from './convening/convening.ts';
export { invite, withdraw, type InvitationChange } from './invitation/invitation.ts';
export {
	dayOf,
	draftsOf,
	isNear,
	listMeetings,
	repliesOwedBy,
	type Day,
	type MeetingCard,
	type MeetingPage,
	type NewPaper
} from './lists/lists.ts';
export { viewOf, type MeetingView } from './meeting-view.ts';
export { addObserver, findObservers, removeObserver } from './observers/observers.ts';
export { addPaper, addPapers, paperFile, removePaper, type RefusedPaper } from './papers/papers.ts';
export { mayCreate, namedRole, officerRole, type Asker } from './permissions.ts';
export { createDraft, saveWhat, saveWhen } from './planning/planning.ts';
export { planOf, type InvitableUnit, type PlanView } from './planning/plan-view.ts';
export { expectationsOf, exportRoll, viewRoll } from './roll/roll.ts';
export { reply } from './reply/reply.ts';
export { nameRoster } from './roster/roster.ts';
export {
	endMeeting,
	namesOf,
	openMeeting,
	roomOf,
	type Room,
	type RoomAgendaItem,
	type RoomMeeting,
	type RoomSite
} from './running/running.ts';
export * as schema from './schema.ts';
export { seatFor, type Seat } from './seat.ts';
export { allows } from './states.ts';
