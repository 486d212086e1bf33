import { z } from 'zod';

export const ActionName = z.string().regex(/^[a-z][a-z0-9-]{0,29}$/, {
  error: 'a name of lower-case letters, digits and -, up to 30 characters',
});

export const VariableName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/i, {
  error: 'the name of an environment variable',
});
