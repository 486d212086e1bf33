import { useId } from 'react';
import type { Member, Modal } from '../../contract.ts';
import { Avatar } from '../parts/avatar.tsx';

interface Props {
  members: Member[];
  me: string;
  /** Members with an open modal are marked, since it waits for them. */
  busyWith: Record<string, Modal>;
  actAs(member: string): void;
}

/** Whose eyes and hands the page uses now. */
export function ActingAs({ members, me, busyWith, actAs }: Props) {
  const id = useId();
  const people = members.filter((member) => !member.is_bot);
  return (
    <div className="acting-as">
      <Avatar member={people.find((member) => member.id === me)} small />
      <label htmlFor={id}>Acting as</label>
      <select
        id={id}
        data-testid="acting-as"
        value={me}
        onChange={(event) => actAs(event.target.value)}
      >
        {people.map((member) => (
          <option key={member.id} value={member.id}>
            {describe(member, member.id !== me && member.id in busyWith)}
          </option>
        ))}
      </select>
    </div>
  );
}

function describe(member: Member, waiting: boolean): string {
  const { real_name, title, deleted, is_restricted, is_ultra_restricted } = member;
  const guest = is_restricted || is_ultra_restricted;
  const marks = [
    deleted ? ' (deactivated)' : '',
    guest ? ' (guest)' : '',
    waiting ? ' (has a form open)' : '',
  ].join('');
  return `${real_name}${title ? `, ${title}` : ''}${marks}`;
}
