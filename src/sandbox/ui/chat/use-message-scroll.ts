import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Being this near the end counts as reading the newest. */
const NEAR = 60;

/** Keeps the newest message in view unless one has scrolled up, and shows a message asked for. */
export function useMessageScroll(at: { newest: string; focus: string | null; first: number }) {
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const stuck = useRef(at.focus === null);
  const [away, setAway] = useState(false);
  const [seen, setSeen] = useState(at.newest);
  const before = useRef({ first: at.first, height: 0 });

  // Cards grow and shrink as the app edits them; the end must stay the end.
  useEffect(() => {
    if (!content.current || !list.current) return;
    const observer = new ResizeObserver(() => {
      if (stuck.current) toEnd(list.current);
    });
    observer.observe(content.current);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (!stuck.current) return;
    toEnd(list.current);
    setSeen(at.newest);
  }, [at.newest]);

  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    // What was on top stays where it was when earlier messages come above it.
    if (at.first < before.current.first && !stuck.current) {
      box.scrollTop += box.scrollHeight - before.current.height;
    }
    before.current.first = at.first;
  }, [at.first]);

  useEffect(() => {
    if (!at.focus) return;
    const target = list.current?.querySelector(`[data-ts="${CSS.escape(at.focus)}"]`);
    if (!target) return;
    stuck.current = false;
    target.scrollIntoView({ block: 'center' });
  }, [at.focus]);

  function onScroll() {
    const box = list.current;
    if (!box) return;
    stuck.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    before.current.height = box.scrollHeight;
    setAway(!stuck.current);
    if (stuck.current) setSeen(at.newest);
  }

  function toNewest() {
    stuck.current = true;
    setAway(false);
    setSeen(at.newest);
    toEnd(list.current);
  }

  return { list, content, away, missed: at.newest > seen, onScroll, toNewest };
}

function toEnd(box: HTMLElement | null): void {
  if (box) box.scrollTop = box.scrollHeight;
}
