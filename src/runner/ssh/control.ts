/** What the script on the host tells us, one line each. */
export interface Control {
  started: boolean;
  over: boolean;
  /** Kind of the problem and what it is about: `missing 0`, `unset NAMESPACE`. */
  problem: string | null;
  exits: Map<number, number>;
  /** What resisted being killed, after the end was asked for; null while nothing is known. */
  resisted: number[] | null;
}

export function newControl(): Control {
  return { started: false, over: false, problem: null, exits: new Map(), resisted: null };
}

export function hear(control: Control, line: string): void {
  const [word, ...rest] = line.split(' ');
  switch (word) {
    case 'started':
      control.started = true;
      return;
    case 'over':
      control.over = true;
      return;
    case 'fail':
      control.problem = rest.join(' ');
      return;
    case 'exit':
      control.exits.set(Number(rest[0]), Number(rest[1]));
      return;
    case 'ended':
      control.resisted = rest.filter(Boolean).map(Number);
      return;
    default:
      return;
  }
}

/** Takes the marked lines out of a stream, wherever they begin; the rest passes as it came. */
export async function* withoutMarked(
  stream: AsyncIterable<Uint8Array>,
  mark: string,
  onLine: (line: string) => void,
): AsyncGenerator<Uint8Array> {
  let held = Buffer.alloc(0);
  for await (const bytes of stream) {
    held = Buffer.concat([held, bytes]);
    for (;;) {
      const at = held.indexOf(mark);
      const end = at < 0 ? -1 : held.indexOf('\n', at);
      if (end < 0) break;
      if (at > 0) yield held.subarray(0, at);
      onLine(held.toString('utf8', at + mark.length + 1, end));
      held = held.subarray(end + 1);
    }
    const safe = held.length - unfinished(held, mark);
    if (safe > 0) yield held.subarray(0, safe);
    held = held.subarray(safe);
  }
  if (held.length > 0) yield held;
}

/** Bytes at the end that may be the beginning of a marked line. */
function unfinished(held: Buffer, mark: string): number {
  const at = held.indexOf(mark);
  if (at >= 0) return held.length - at;
  for (let length = Math.min(held.length, mark.length - 1); length > 0; length -= 1) {
    if (held.toString('latin1', held.length - length) === mark.slice(0, length)) return length;
  }
  return 0;
}
