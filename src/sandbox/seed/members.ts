import type { Member } from '../contract.ts';

export interface MemberSeed extends Member {
  email: string;
}

/** The people of the try-out workspace; each handle starts with the same letter as the post. */
export const members: readonly MemberSeed[] = [
  person('U0ONCALL', 'olive', 'Olive Marsh', 'On-call engineer'),
  person('U0SENIOR', 'samir', 'Samir Haddad', 'Senior engineer'),
  person('U0DBA', 'dora', 'Dora Lindqvist', 'Database administrator'),
  person('U0MANAGER', 'mina', 'Mina Laurent', 'Engineering manager'),
  person('U0SECURITY', 'sefa', 'Sefa Tuilagi', 'Security engineer'),
  person('U0CTO', 'carla', 'Carla Weiss', 'CTO'),
  person('U0DEV', 'devon', 'Devon Park', 'Developer'),
];

function person(id: string, name: string, realName: string, title: string): MemberSeed {
  return {
    id,
    name,
    real_name: realName,
    title,
    tz: 'Etc/UTC',
    is_bot: false,
    deleted: false,
    email: `${name}@sandbox.example`,
  };
}
