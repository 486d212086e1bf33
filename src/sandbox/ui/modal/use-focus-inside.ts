import { type RefObject, useEffect } from 'react';

const reachable =
  'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]';

/** Keeps Tab inside the form, starts at its first field, and goes to a field that was refused. */
export function useFocusInside(
  frame: RefObject<HTMLFormElement | null>,
  errors: Record<string, string>,
): void {
  useEffect(() => {
    const form = frame.current;
    if (!form) return;
    const cameFrom = document.activeElement;
    const field = form.querySelector<HTMLElement>(
      '.modal-body :is(input, select, textarea, button)',
    );
    (field ?? form.querySelector<HTMLElement>('button'))?.focus();
    const onKey = (event: KeyboardEvent) => keepInside(form, event);
    form.addEventListener('keydown', onKey);
    return () => {
      form.removeEventListener('keydown', onKey);
      if (cameFrom instanceof HTMLElement) cameFrom.focus();
    };
  }, [frame]);
  useEffect(() => {
    if (Object.keys(errors).length === 0) return;
    frame.current
      ?.querySelector<HTMLElement>('.has-error :is(input, select, textarea, button)')
      ?.focus();
  }, [frame, errors]);
}

function keepInside(form: HTMLFormElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const items = [...form.querySelectorAll<HTMLElement>(reachable)];
  const first = items[0];
  const last = items.at(-1);
  const leaving = event.shiftKey ? first : last;
  if (document.activeElement !== leaving) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
