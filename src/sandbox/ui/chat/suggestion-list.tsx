import type { Suggestions } from '../state/suggest.ts';

interface Props {
  id: string;
  offer: Suggestions;
  at: number;
  take(index: number): void;
}

/** The focus stays in the composer, so a press must not take it away. */
export function SuggestionList({ id, offer, at, take }: Props) {
  return (
    <div className="suggestions" role="listbox" id={id} aria-label="Suggestions">
      {offer.options.map(({ insert, label, hint }, index) => (
        <div
          key={insert}
          id={`${id}-${index}`}
          className="suggestion"
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          onPointerDown={(event) => {
            event.preventDefault();
            take(index);
          }}
        >
          <span>{label}</span>
          <span className="hint">{hint}</span>
        </div>
      ))}
    </div>
  );
}
