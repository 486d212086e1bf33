import { anything, bool, broken, integer, list, string } from './check.ts';
import {
  element,
  type Fields,
  multi,
  optionGroups,
  options,
  plainOption,
  type Rule,
  select,
} from './element-shapes.ts';
import { limits } from './limits.ts';

const many = list(string(limits.id), 0, limits.options);

const eitherOptions: Rule = (value, pointer, problems) => {
  if ((value.options === undefined) === (value.option_groups === undefined)) {
    problems.push(broken(pointer, 'must define exactly one of `options` and `option_groups`'));
  }
};

export const selects: Fields = {
  static_select: element(
    'static_select',
    {},
    staticSelect({ ...select, initial_option: plainOption }),
    eitherOptions,
  ),
  external_select: element(
    'external_select',
    {},
    {
      ...select,
      initial_option: plainOption,
      min_query_length: integer(0, 100),
    },
  ),
  users_select: element('users_select', {}, { ...select, initial_user: string(limits.id) }),
  conversations_select: element(
    'conversations_select',
    {},
    {
      ...select,
      initial_conversation: string(limits.id),
      default_to_current_conversation: bool,
      response_url_enabled: bool,
      filter: anything,
    },
  ),
  channels_select: element(
    'channels_select',
    {},
    {
      ...select,
      initial_channel: string(limits.id),
      response_url_enabled: bool,
    },
  ),
};

export const multiSelects: Fields = {
  multi_static_select: element(
    'multi_static_select',
    {},
    staticSelect({ ...multi, initial_options: options }),
    eitherOptions,
  ),
  multi_external_select: element(
    'multi_external_select',
    {},
    {
      ...multi,
      initial_options: options,
      min_query_length: integer(0, 100),
    },
  ),
  multi_users_select: element('multi_users_select', {}, { ...multi, initial_users: many }),
  multi_conversations_select: element(
    'multi_conversations_select',
    {},
    {
      ...multi,
      initial_conversations: many,
      default_to_current_conversation: bool,
      filter: anything,
    },
  ),
  multi_channels_select: element('multi_channels_select', {}, { ...multi, initial_channels: many }),
};

/** What a static select may hold: one list of options, grouped or not. */
function staticSelect(extra: Fields): Fields {
  return { ...extra, options, option_groups: optionGroups };
}
