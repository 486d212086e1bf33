import { cp } from 'node:fs/promises';
import path from 'node:path';

/** Runs as dist/src/copy-assets.js, after the compiler: what it leaves out of dist is copied there. */
const compiled = import.meta.dirname;
const source = path.join(compiled, '..', '..', 'src');

// The page of the local workspace is built by Vite, into dist/ui.
const page = path.join(source, 'sandbox', 'ui');

await cp(source, compiled, {
  recursive: true,
  filter: (from) => from !== page && !/\.tsx?$/.test(from),
});
