/** What a colour means. `live` is for live, recording and destructive only. */
export type Tone = 'primary' | 'good' | 'weak' | 'absent' | 'live';
