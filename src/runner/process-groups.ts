import { setTimeout as delay } from 'node:timers/promises';

const patience = 3_000;
const lookAgain = 50;

/** Ends whole process groups: asks first, and 3 s later ends whatever of them is still there. */
export async function endGroups(leaders: number[]): Promise<void> {
  signalGroups(leaders, 'SIGTERM');
  const deadline = Date.now() + patience;
  while (leaders.some(isGroupAlive) && Date.now() < deadline) await delay(lookAgain);
  signalGroups(leaders.filter(isGroupAlive), 'SIGKILL');
}

function signalGroups(leaders: number[], signal: 'SIGTERM' | 'SIGKILL'): void {
  for (const leader of leaders) send(leader, signal);
}

export function isGroupAlive(leader: number): boolean {
  return send(leader, 0);
}

/** A negative id means the group; the group outlives its leader while any member does. */
function send(leader: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-leader, signal);
  } catch (error) {
    // EPERM: a member runs as another user (sudo); it is there, and out of reach.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
