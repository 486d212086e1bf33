import { checkBlocks } from './blocks.ts';
import { anything, bool, broken, isObject, object, oneOf, type Problem, string } from './check.ts';
import { limits } from './limits.ts';
import { plainText } from './text.ts';

/** What is wrong with a modal or a Home tab. */
export function checkView(view: unknown, pointer = '/view'): Problem[] {
  const problems: Problem[] = [];
  const home = isObject(view) && view.type === 'home';
  (home ? homeShape : modalShape)(view, pointer, problems);
  if (!isObject(view) || view.blocks === undefined) return problems;
  problems.push(...checkBlocks(view.blocks, home ? 'home' : 'modal', `${pointer}/blocks`));
  if (!home && view.submit === undefined && Array.isArray(view.blocks)) {
    const index = view.blocks.findIndex((block) => isObject(block) && block.type === 'input');
    if (index >= 0) {
      const words = 'must define `submit` to use an `input` block';
      problems.push(broken(`${pointer}/blocks/${index}/input`, words));
    }
  }
  return problems;
}

export function viewBytes(view: unknown): number {
  return Buffer.byteLength(JSON.stringify(view) ?? '');
}

const common = {
  callback_id: string(limits.id, 0),
  private_metadata: string(limits.view.privateMetadata, 0),
  external_id: string(limits.id, 0),
};

const modalShape = object(
  { type: oneOf('modal'), title: plainText(limits.view.title), blocks: anything },
  {
    ...common,
    submit: plainText(limits.view.title),
    close: plainText(limits.view.title),
    clear_on_close: bool,
    notify_on_close: bool,
    submit_disabled: bool,
  },
);

const homeShape = object(
  { type: oneOf('home'), blocks: anything },
  { ...common, title: anything, submit: anything, close: anything, clear_on_close: bool },
);
