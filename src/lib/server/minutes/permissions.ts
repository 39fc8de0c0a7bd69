// Who may do what with minutes. Pure, denied by default; who may read them is the archive's to say.

export function mayEdit(person: { id: string }, meeting: { secretaryId: string | null }): boolean {
	return meeting.secretaryId !== null && person.id === meeting.secretaryId;
}
