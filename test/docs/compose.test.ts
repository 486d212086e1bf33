import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const text = readFileSync(new URL('../../compose.yaml', import.meta.url), 'utf8');
const { services } = parse(text, { merge: true });

test('only the step that migrates knows the owner of the tables', () => {
  const knowing = Object.entries<object>(services)
    .filter(
      ([name, service]) =>
        name !== 'postgres' && JSON.stringify(service).includes('POSTGRES_PASSWORD'),
    )
    .map(([name]) => name);
  expect(knowing).toEqual(['migrate']);
});

test('bot and worker wait for it, and connect with the user that it makes', () => {
  const user = services.migrate.environment.DATABASE_URL;
  expect(user).toContain('runbell_bot:');
  for (const name of ['bot', 'worker']) {
    const { environment, depends_on } = services[name];
    expect(environment.DATABASE_URL).toBe(user);
    expect(environment).not.toHaveProperty('MIGRATE_DATABASE_URL');
    expect(depends_on.migrate).toEqual({ condition: 'service_completed_successfully' });
  }
  expect(services.migrate).toMatchObject({ command: ['migrate'], restart: 'no', env_file: [] });
});
