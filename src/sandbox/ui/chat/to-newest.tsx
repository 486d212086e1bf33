import { useDirectory } from '../state/directory.ts';
import type { Row } from '../state/timeline.ts';
import { summaryOf } from './summary.ts';

interface Props {
  /** What came while one looked further up. */
  newest: Row | undefined;
  go(): void;
}

/** A private answer to a button further up would be missed below the edge: its words stand here. */
export function ToNewest({ newest, go }: Props) {
  const directory = useDirectory();
  const words =
    newest?.kind === 'ephemeral'
      ? `For you: ${summaryOf(newest.post.text, directory)}`
      : newest
        ? 'New messages'
        : 'Newest messages';
  return (
    <button type="button" className="button to-newest" data-new={newest !== undefined} onClick={go}>
      ↓ {words}
    </button>
  );
}
