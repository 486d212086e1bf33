interface Props {
  practice: boolean;
  fill(text: string): void;
  dismiss(): void;
}

/** The first thing a visitor reads: what this is, and two things to try. */
export function Welcome({ practice, fill, dismiss }: Props) {
  return (
    <section className="welcome" aria-label="Welcome" data-testid="welcome">
      <h2>A workspace to try the incident bot in</h2>
      <p>
        Everything here runs on your machine. The bot takes this for Slack; the people are you, one
        at a time. “Acting as” above says who you are now.
      </p>
      <ol>
        <li>
          {practice ? (
            <>
              Fire a sample alert in the <strong>Practice</strong> panel. An incident channel opens,
              with the runbook’s steps as buttons.
            </>
          ) : (
            <>
              Ask who is on call.{' '}
              <button type="button" className="button" onClick={() => fill('/oncall ')}>
                /oncall
              </button>
            </>
          )}
        </li>
        <li>
          Declare an incident yourself, then switch members to approve what it asks for.{' '}
          <button type="button" className="button" onClick={() => fill('/incident ')}>
            /incident
          </button>
        </li>
      </ol>
      <button type="button" className="button button-primary" onClick={dismiss}>
        Got it
      </button>
    </section>
  );
}
