import type { Message } from '../../contract.ts';
import { Icon } from '../parts/icon.tsx';
import { useDirectory } from '../state/directory.ts';
import { clockTime, tsToDate } from '../text/time.ts';

export function ThreadSummary(props: { message: Message; count: number; last: string }) {
  const { go } = useDirectory();
  const { message, count, last } = props;
  return (
    <button
      type="button"
      className="thread-summary"
      data-testid="open-thread"
      onClick={() => go({ channel: message.channel, ts: null, thread: message.ts })}
    >
      <Icon name="thread" /> {count === 1 ? '1 reply' : `${count} replies`}
      <span className="hint"> last at {clockTime(tsToDate(last))}</span>
    </button>
  );
}
