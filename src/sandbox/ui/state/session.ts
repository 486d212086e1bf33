import { useCallback, useEffect, useState } from 'react';
import type { State } from '../../contract.ts';
import { formatPath, type Place, parsePath } from './route.ts';

/** Who looks, and at what. */
export interface Session {
  me: string;
  place: Place;
  actAs(member: string): void;
  go(place: Place): void;
}

const STORE = 'workspace.acting-as';

/** Each browser tab is its own member and place, so two tabs can play two people. */
export function useSession(state: State): Session {
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(STORE) ?? '');
  const [place, setPlace] = useState(() => parsePath(location.pathname + location.search));
  useEffect(() => {
    const back = () => setPlace(parsePath(location.pathname + location.search));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = useCallback((next: Place) => {
    const path = formatPath(next);
    if (path !== location.pathname + location.search) history.pushState(null, '', path);
    setPlace(next);
  }, []);
  const actAs = useCallback((member: string) => {
    sessionStorage.setItem(STORE, member);
    setChosen(member);
  }, []);
  const people = state.users.filter((user) => !user.is_bot);
  const me = people.find((user) => user.id === chosen)?.id ?? people[0]?.id ?? '';
  return { me, place: place ?? firstPlace(state), actAs, go };
}

function firstPlace(state: State): Place {
  const open = state.channels.filter((channel) => !channel.is_im);
  const channel = open.find(({ name }) => name === 'general') ?? open[0];
  return { channel: channel?.id ?? '', ts: null, thread: null };
}
