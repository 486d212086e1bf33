import {
  anything,
  bool,
  byType,
  type Check,
  integer,
  link,
  list,
  matching,
  object,
  oneOf,
  string,
} from './check.ts';
import {
  action,
  choice,
  dispatch,
  element,
  type Fields,
  focus,
  option,
  placeholder,
  select,
} from './element-shapes.ts';
import { limits } from './limits.ts';
import { multiSelects, selects } from './selects.ts';
import { confirm, plainText } from './text.ts';

const date = matching(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-01-31');
const time = matching(/^\d{2}:\d{2}$/, 'must be a time like 09:30');
const numeral = matching(/^-?\d+(\.\d+)?$/, 'must be a number in a string');
const buttonLook: Fields = {
  style: oneOf('primary', 'danger'),
  accessibility_label: string(limits.button.label),
};

const pickers: Fields = {
  datepicker: element('datepicker', {}, { ...select, initial_date: date }),
  timepicker: element('timepicker', {}, { ...select, initial_time: time, timezone: string(255) }),
  datetimepicker: element(
    'datetimepicker',
    {},
    {
      ...action,
      ...focus,
      confirm,
      initial_date_time: integer(1_000_000_000, 9_999_999_999),
    },
  ),
  checkboxes: element(
    'checkboxes',
    { options: list(choice, 1, limits.choices) },
    {
      ...action,
      ...focus,
      confirm,
      initial_options: list(choice, 1, limits.choices),
    },
  ),
  radio_buttons: element(
    'radio_buttons',
    { options: list(choice, 1, limits.choices) },
    {
      ...action,
      ...focus,
      confirm,
      initial_option: choice,
    },
  ),
};

const buttons: Fields = {
  button: element(
    'button',
    { text: plainText(limits.button.text) },
    {
      ...action,
      ...buttonLook,
      confirm,
      value: string(limits.button.value, 0),
      url: link,
    },
  ),
  overflow: element(
    'overflow',
    {
      options: list(option(plainText(limits.option.text), { url: link }), 1, limits.overflow),
    },
    { ...action, confirm },
  ),
  workflow_button: element(
    'workflow_button',
    { text: plainText(limits.button.text), workflow: anything },
    { ...action, ...buttonLook, confirm },
  ),
};

const length = integer(0, limits.plainTextInput);
const richTextInput = element(
  'rich_text_input',
  {},
  {
    ...action,
    ...focus,
    ...placeholder,
    ...dispatch,
    initial_value: anything,
    min_lines: integer(1, 100),
    max_lines: integer(1, 100),
  },
);

const typed: Fields = { ...action, ...focus, ...placeholder, ...dispatch };
const inputs: Fields = {
  plain_text_input: element(
    'plain_text_input',
    {},
    {
      ...typed,
      initial_value: string(limits.plainTextInput, 0),
      multiline: bool,
      min_length: length,
      max_length: integer(1, limits.plainTextInput),
    },
  ),
  number_input: element(
    'number_input',
    { is_decimal_allowed: bool },
    {
      ...typed,
      initial_value: numeral,
      min_value: numeral,
      max_value: numeral,
    },
  ),
  email_text_input: element('email_text_input', {}, { ...typed, initial_value: string(3000, 0) }),
  url_text_input: element('url_text_input', {}, { ...typed, initial_value: string(3000, 0) }),
  rich_text_input: richTextInput,
  file_input: element(
    'file_input',
    {},
    {
      ...action,
      filetypes: list(string(20), 0, 100),
      max_files: integer(1, 10),
    },
  ),
};

export const image: Check = object(
  { type: oneOf('image'), alt_text: string(limits.altText) },
  { image_url: link, slack_file: anything },
);

/** Which elements each place takes, as Slack's documentation lists them. */
export const actionsElement: Check = byType({
  ...buttons,
  ...selects,
  ...multiSelects,
  ...pickers,
  rich_text_input: richTextInput,
});
export const accessory: Check = byType({
  ...buttons,
  ...selects,
  ...multiSelects,
  ...pickers,
  image,
});
export const inputElement: Check = byType({ ...selects, ...multiSelects, ...pickers, ...inputs });
export const button: Check = byType({ button: buttons.button ?? anything });
