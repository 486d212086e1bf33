import type { Button } from '@slack/types';
import type { ActionValue } from '../ids.ts';
import { button } from './blocks.ts';

/** What can be turned, without the number of its page. */
export type Pages = WithoutPage<ActionValue<'page-on'>>;
type WithoutPage<T> = T extends unknown ? Omit<T, 'page'> : never;

/** Previous and Next, as far as there are such pages; `number` counts from 0. */
export function pager(pages: Pages, number: number, of: number): (Button | null)[] {
  const to = (page: number): ActionValue<'page-on'> => ({ ...pages, page });
  return [
    number > 0
      ? button('Previous', 'page-back', to(number - 1), { label: `Page ${number} of ${of}` })
      : null,
    number < of - 1
      ? button('Next', 'page-on', to(number + 1), { label: `Page ${number + 2} of ${of}` })
      : null,
  ];
}
