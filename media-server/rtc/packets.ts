// What a worker can carry. It begins to lose packets at about 140,000 a second; it is never given more than its budget
// (`WORKER_PACKETS`), which leaves room for a stage that is fuller than usual.

/**
 * Packets a second that one page of a chaired meeting receives: the large picture (170), the chair's small one (65) and
 * three voices (50 each). Counted from the moment it joins: before the opening nothing flows, and then it is too late.
 */
export const receiverPackets = 385;

export const receiversWithin = (packets: number): number => Math.floor(packets / receiverPackets);
