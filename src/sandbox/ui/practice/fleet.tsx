import type { Ask } from './panel.tsx';
import type { FleetItem } from './practice-api.ts';

/** Real processes that can be broken and mended. */
export function Fleet({ fleet, ask, busy }: { fleet: FleetItem[]; ask: Ask; busy: string | null }) {
  if (fleet.length === 0) return null;
  return (
    <section aria-label="Fleet">
      <h3>Things to break</h3>
      <ul className="cards">
        {fleet.map(({ id, title, state, actions }) => (
          <li key={id} data-testid={`practice-fleet-${id}`}>
            <p>
              <strong>{title}</strong>
            </p>
            <p className="hint">Now: {state}</p>
            <div className="practice-buttons">
              {actions.map((action) => (
                <button
                  key={action.id}
                  type="button"
                  className="button"
                  data-testid={`practice-fleet-${id}-${action.id}`}
                  aria-busy={busy === `${id}-${action.id}`}
                  onClick={() =>
                    ask(
                      `${id}-${action.id}`,
                      `fleet/${id}/${action.id}`,
                      `Done: ${action.title} (${title}).`,
                    )
                  }
                >
                  {action.title}
                </button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
