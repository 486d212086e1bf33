import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { z } from 'zod';
import { commandClasses, sectionKinds } from '../../src/runbook/model.ts';

/** What a person read in one file: the truth that the reader is scored against. */
const GoldFile = z.object({
  file: z.string(),
  alert_names: z.array(z.string()),
  sections: z.array(z.object({ heading: z.string(), kind: z.enum(sectionKinds) })),
  commands: z.array(
    z.object({ text: z.string(), class: z.enum([...commandClasses, 'snippet-not-command']) }),
  ),
});
export type GoldFile = z.infer<typeof GoldFile>;

/** Every labelled file of a corpus folder, with its text. */
export async function loadGold(folder: string): Promise<{ gold: GoldFile; markdown: string }[]> {
  const top = resolve(folder);
  const lines = (await readFile(join(top, 'gold.jsonl'), 'utf8')).split('\n');
  const rows = lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
  return Promise.all(
    rows.map(async (row) => {
      const gold = GoldFile.parse(row);
      const path = resolve(top, gold.file);
      if (!path.startsWith(top + sep)) throw new Error(`${gold.file} is outside of ${folder}`);
      return { gold, markdown: await readFile(path, 'utf8') };
    }),
  );
}
