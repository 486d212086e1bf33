import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';

/** Being this near the end counts as reading the newest. */
const NEAR = 60;

/** What stays in sight above the first unread message: the line that says "New". */
const ABOVE = 48;

interface At {
  newest: string;
  /** A message asked for. */
  focus: string | null;
  /** The first message that was unread on coming here. */
  unread: string | null;
  first: number;
}

/** Begins at what is unread, keeps the newest message in view unless one has scrolled up, and shows a message asked for. */
export function useMessageScroll(at: At) {
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

  const begin = useEffectEvent(() => {
    const box = list.current;
    const target = at.unread && !at.focus && box && rowAt(box, at.unread);
    if (!target) return;
    target.scrollIntoView({ block: 'start' });
    box.scrollTop -= ABOVE;
    stuck.current = isNearEnd(box);
    setAway(!stuck.current);
  });
  useLayoutEffect(() => begin(), []);

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
    const target = list.current && rowAt(list.current, at.focus);
    if (!target) return;
    stuck.current = false;
    target.scrollIntoView({ block: 'center' });
  }, [at.focus]);

  function onScroll() {
    const box = list.current;
    if (!box) return;
    stuck.current = isNearEnd(box);
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

function isNearEnd(box: HTMLElement): boolean {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
}

function rowAt(box: HTMLElement, ts: string): Element | null {
  return box.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
}
