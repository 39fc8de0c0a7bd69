/** In the browser's own reader, or drawn in the room. */
export function paperUrl(meetingId: string, paperId: string): string {
	return `/meetings/${meetingId}/papers/${paperId}`;
}
