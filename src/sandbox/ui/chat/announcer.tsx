import { useEffect, useRef, useState } from 'react';
import { nameOf, useDirectory } from '../state/directory.ts';
import { authorOf, type Row } from '../state/timeline.ts';
import { summaryOf } from './summary.ts';

/** Tells those who listen to the page what has just been said, and nothing that stood there before. */
export function Announcer({ rows }: { rows: Row[] }) {
  const directory = useDirectory();
  const [words, setWords] = useState('');
  const newest = rows.at(-1);
  const told = useRef(newest?.post.ts ?? '');
  useEffect(() => {
    if (!newest || newest.post.ts <= told.current) return;
    told.current = newest.post.ts;
    const author = authorOf(newest, directory.botUserId);
    if (author === directory.me) return;
    setWords(`${nameOf(directory, author)}: ${summaryOf(newest.post.text, directory)}`);
  }, [newest, directory]);
  return (
    <p className="sr-only" role="status">
      {words}
    </p>
  );
}
