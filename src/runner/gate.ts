import type { Run } from '../action/run.ts';

/** Says whether the try-out lets a run touch this machine; outside the try-out there is none. */
export type PracticeGate = (run: Run) => { allowed: true } | { allowed: false; reason: string };
