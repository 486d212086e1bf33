import type { Ask } from './panel.tsx';
import type { Practice } from './practice-api.ts';

const steps = ['1m', '5m', '15m', '1h'];

/** Waiting is most of an escalation; here it can be skipped. */
export function BotClock({
  practice,
  ask,
  busy,
}: {
  practice: Practice;
  ask: Ask;
  busy: string | null;
}) {
  const ahead = Math.round(practice.offsetMs / 60_000);
  return (
    <section aria-label="Time">
      <h3>Time</h3>
      <p className="bot-clock">
        <time data-testid="practice-clock">
          {practice.now?.toLocaleTimeString('en', { hourCycle: 'h23' }) ?? 'unknown'}
        </time>
        <span className="hint">
          {ahead > 0 ? ` the bot’s clock, ${inWords(ahead)} ahead` : ' the bot’s clock'}
        </span>
      </p>
      <div className="practice-buttons">
        {steps.map((by) => (
          <button
            key={by}
            type="button"
            className="button"
            data-testid={`practice-advance-${by}`}
            aria-busy={busy === `advance-${by}`}
            onClick={() =>
              ask(`advance-${by}`, 'advance', `The bot’s clock moved on ${by}.`, { by })
            }
          >
            +{by}
          </button>
        ))}
      </div>
    </section>
  );
}

function inWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return [hours > 0 ? `${hours} h` : '', minutes % 60 > 0 ? `${minutes % 60} min` : '']
    .filter(Boolean)
    .join(' ');
}
