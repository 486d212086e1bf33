import { join } from 'node:path';
import type { z } from 'zod';
import type { Answer, Memory } from './memory.ts';
import { shownPath, unreadable } from './read.ts';
import { schemaProblems } from './schema-problems.ts';
import { parseYaml, type YamlFile } from './yaml-file.ts';

/** A file in its place: as written, and as the schema understood it. */
export interface Loaded<T> {
  yaml: YamlFile | null;
  value: T | null;
}

/** Reads `<stem>.yaml`, which must be among the names of its folder. */
export async function readYaml<S extends z.ZodType>(
  memory: Memory,
  place: { folder: string; names: string[]; stem: string; absent: string },
  schema: S,
): Promise<Answer<Loaded<z.infer<S>>>> {
  const { folder, names, stem, absent } = place;
  const path = join(folder, `${stem}.yaml`);
  const wrong = join(folder, `${stem}.yml`);
  const ending = unreadable(wrong, 'the ending is .yml', `rename it ${stem}.yaml`);
  const misnamed = names.includes(`${stem}.yml`);
  if (!names.includes(`${stem}.yaml`)) {
    return memory.missing(path, misnamed ? ending : unreadable(path, 'this is missing', absent));
  }
  const answer = await memory.file(path, 'yaml', (text) => understand(path, text, schema));
  return misnamed ? { ...answer, problems: [ending, ...answer.problems] } : answer;
}

function understand<S extends z.ZodType>(
  path: string,
  text: string,
  schema: S,
): Answer<Loaded<z.infer<S>>> {
  const yaml = parseYaml(shownPath(path), text);
  if (Array.isArray(yaml)) return { value: null, problems: yaml };
  const parsed = schema.safeParse(yaml.raw);
  if (parsed.success) return { value: { yaml, value: parsed.data }, problems: [] };
  const problems = schemaProblems(yaml, schema, parsed.error.issues);
  return { value: null, problems, draft: { yaml, value: null } };
}
