import type { World } from '../state/world.ts';
import { ActingAs } from './acting-as.tsx';

interface Props {
  world: World;
  me: string;
  actAs(member: string): void;
  toggleDrawer(): void;
  log: boolean;
  toggleLog(): void;
  practice: boolean;
  togglePractice(): void;
}

/** What is always in reach: the channels (on a phone), who one is, practice and the log. */
export function TopBar({ world, me, actAs, ...props }: Props) {
  const { state, modals } = world;
  return (
    <header className="top-bar">
      <button
        type="button"
        className="icon-button only-narrow"
        aria-label="Channels"
        data-testid="open-sidebar"
        onClick={props.toggleDrawer}
      >
        ☰
      </button>
      <strong className="workspace-name only-wide">{state.workspace.name}</strong>
      <ActingAs members={state.users} me={me} busyWith={modals} actAs={actAs} />
      <span className="spacer" />
      <button
        type="button"
        className="icon-button only-wide"
        aria-expanded={props.log}
        data-testid="toggle-log"
        title="Every request and event between this workspace and the app"
        onClick={props.toggleLog}
      >
        Log
      </button>
      {state.practice && (
        <button
          type="button"
          className="icon-button practice-toggle"
          aria-expanded={props.practice}
          data-testid="toggle-practice"
          onClick={props.togglePractice}
        >
          Practice
        </button>
      )}
    </header>
  );
}
