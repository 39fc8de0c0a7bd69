// Vietnam has one; what a meeting's invitation, its minutes and every page call the time is told by it.
export const timeZone = 'Asia/Ho_Chi_Minh';
