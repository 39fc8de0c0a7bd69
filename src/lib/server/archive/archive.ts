// The record of a meeting: what was captured, what became of it, and finding it again.
// The only file of this folder that others import.
export {
	addPart,
	finishCapture,
	interruptParts,
	listCapturing,
	listParts,
	partEnded,
	partStarted,
	startRecording
} from './capture.ts';
export {
	beginComposition,
	compositionFailed,
	compositionReady,
	findRecording,
	listUncomposed,
	nothingToCompose,
	partChecked,
	reportProgress,
	whileComposing,
	type Composition
} from './composition.ts';
export type { Asker } from './permissions.ts';
export type { ComposedFile, Part, Recording } from './queries.ts';
export {
	mediaFile,
	requireRecord,
	retryComposition,
	viewRecord,
	type MediaKind,
	type RecordView
} from './record-view.ts';
export { searchInput } from './schema.ts';
export { indexMeeting, search, type Hit, type SearchResult } from './search/search.ts';
export type { PartFailure, PartState, RecordingFailure, RecordingState } from './states.ts';
