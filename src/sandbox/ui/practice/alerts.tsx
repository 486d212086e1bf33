import type { Ask } from './panel.tsx';
import type { SampleAlert } from './practice-api.ts';

/** One sample alert per situation; it can be fired, and later resolved, as a monitor would. */
export function Alerts({
  alerts,
  ask,
  busy,
}: {
  alerts: SampleAlert[];
  ask: Ask;
  busy: string | null;
}) {
  return (
    <section aria-label="Sample alerts">
      <h3>Sample alerts</h3>
      <ul className="cards">
        {alerts.map(({ id, service, title, severity, hint }) => (
          <li key={id}>
            <p>
              <strong>{title}</strong> <span className="tag">{severity}</span>
            </p>
            <p className="hint">
              {service}
              {hint && `: ${hint}`}
            </p>
            <div className="practice-buttons">
              <button
                type="button"
                className="button button-primary"
                data-testid={`practice-alert-${id}`}
                aria-busy={busy === `alert-${id}`}
                aria-label={`Fire ${title}`}
                onClick={() => ask(`alert-${id}`, `alerts/${id}`, `Fired “${title}”.`)}
              >
                Fire
              </button>
              <button
                type="button"
                className="button"
                data-testid={`practice-resolve-${id}`}
                aria-busy={busy === `resolve-${id}`}
                aria-label={`Resolve ${title}`}
                onClick={() =>
                  ask(`resolve-${id}`, `alerts/${id}?status=resolved`, `Resolved “${title}”.`)
                }
              >
                Resolve
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
