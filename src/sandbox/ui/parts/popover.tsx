import { type ReactNode, useEffect, useId, useRef, useState } from 'react';

interface Props {
  label: string;
  /** What stands on the button. */
  face: ReactNode;
  className?: string;
  title?: string;
  actionId?: string;
  disabled?: boolean;
  /** The side on which there is room. */
  align?: 'start' | 'end';
  children: (close: () => void) => ReactNode;
}

/** A button that opens a small panel; Escape, a click elsewhere and a choice close it. */
export function Popover({ label, face, className = '', align = 'start', ...props }: Props) {
  const [open, setOpen] = useState(false);
  const [high, setHigh] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !root.current?.contains(target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') step(root.current, event);
      if (event.key !== 'Escape') return;
      // Nothing below the panel may take this Escape for its own.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      button.current?.focus();
    };
    const frame = root.current;
    frame?.addEventListener('keydown', onKey);
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    root.current?.querySelector<HTMLElement>('.popover button, .popover a')?.focus();
    return () => {
      frame?.removeEventListener('keydown', onKey);
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
    };
  }, [open]);
  function close() {
    setOpen(false);
    button.current?.focus();
  }
  return (
    <div className="popover-root" ref={root}>
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        title={props.title ?? label}
        data-action-id={props.actionId}
        disabled={props.disabled}
        onClick={() => {
          setHigh((button.current?.getBoundingClientRect().bottom ?? 0) > innerHeight * 0.6);
          setOpen(!open);
        }}
      >
        {face}
      </button>
      {open && (
        <div id={id} className={`popover popover-${align}`} data-high={high}>
          {props.children(close)}
        </div>
      )}
    </div>
  );
}

function step(frame: HTMLElement | null, event: KeyboardEvent): void {
  const items = [...(frame?.querySelectorAll<HTMLElement>('.popover button') ?? [])];
  const now = document.activeElement;
  const at = now instanceof HTMLElement ? items.indexOf(now) : -1;
  const next = items.at((at + (event.key === 'ArrowDown' ? 1 : -1)) % items.length);
  if (!next) return;
  event.preventDefault();
  next.focus();
}
