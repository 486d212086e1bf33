import { Avatar } from '../parts/avatar.tsx';
import { nameOf, useDirectory } from '../state/directory.ts';

export function MembersList({ ids }: { ids: string[] }) {
  const directory = useDirectory();
  return (
    <ul className="people" aria-label="Members">
      {ids.map((id) => (
        <li key={id}>
          <Avatar member={directory.member(id)} small />
          <span>
            {nameOf(directory, id)}
            <span className="hint"> {directory.member(id)?.title}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
