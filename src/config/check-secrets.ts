import { createRedactor } from '../action/redact.ts';
import type { References } from './references.ts';

const { find } = createRedactor();

/** A service.yaml is read by many and lies in a repository: a secret in it is refused, and not shown. */
export function checkSecrets(file: References, action: PropertyKey[]): void {
  for (const [kind, instead] of Object.entries(remedies)) {
    for (const path of leavesOf(file, [...action, kind])) {
      // A header or a field says by its name what stands in it.
      const text = `${String(path.at(-1))}: ${file.text(path)}`;
      if (find(text).length === 0) continue;
      const where = path.slice(action.length).join('.');
      file.add(path, 'value', `${action.join('.')}.${where} holds a secret`, instead, null);
    }
  }
}

const remedies = {
  http: 'write the name of a variable of the worker, such as $SHOP_TOKEN, and give the secret to that',
  verify: 'take it out: a check that needs one is a command, which reads it from its environment',
};

function leavesOf(file: References, path: PropertyKey[]): PropertyKey[][] {
  if (file.text(path) !== null) return [path];
  return file.entries(path).flatMap((one) => leavesOf(file, one));
}
