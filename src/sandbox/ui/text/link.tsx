import type { MouseEvent, ReactNode } from 'react';
import { useDirectory } from '../state/directory.ts';

/** A permalink moves inside the page; every other address opens beside it. */
export function Link({ url, children }: { url: string; children: ReactNode }) {
  const { placeOf, go } = useDirectory();
  if (!isSafe(url)) return <span>{children}</span>;
  const place = placeOf(url);
  if (!place) {
    return (
      <a href={url} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    );
  }
  function follow(event: MouseEvent) {
    if (!place || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(place);
  }
  return (
    <a href={url} onClick={follow}>
      {children}
    </a>
  );
}

/** An address that the app sent may not run script in this page. */
export function isSafe(url: string): boolean {
  return /^(https?:\/\/|mailto:|tel:)/i.test(url);
}
