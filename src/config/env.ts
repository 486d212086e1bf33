import { resolve } from 'node:path';
import { z } from 'zod';
import type { ProviderAccounts } from '../oncall/provider-accounts.ts';
import { mask, type Problem, quote } from './problems.ts';
import { lonelyProviders, providerSettings, providerVariables } from './provider-env.ts';

export type Settings = {
  /** Absolute path of the folder with runbell.yaml. */
  home: string;
  /** Absolute path of the folder for the embedded database and kept output. */
  data: string;
  port: number;
  sandboxPort: number;
  /** Null: the embedded database. */
  databaseUrl: string | null;
  /** The owner of the tables, for `runbell migrate` alone. */
  migrateDatabaseUrl?: string;
  /** Null: the queue lives in PostgreSQL. */
  redisUrl: string | null;
  slack: SlackSettings;
  /** Left out where nobody is paged: a worker, a test. */
  providers?: ProviderAccounts;
  /** Told every half minute that paging is in order; null: nobody is. */
  deadmanUrl?: string | null;
  logLevel: string;
};

type SlackSettings =
  | { mode: 'sandbox' }
  | { mode: 'socket'; botToken: string; appToken: string; apiUrl?: string }
  | { mode: 'http'; botToken: string; signingSecret: string; apiUrl?: string };

const portRule = 'a whole number from 0 to 65535, where 0 takes any free port';
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every variable that the bot reads; each error says what would be right. */
export const Environment = z.object({
  RUNBELL_HOME: z.string().default('./runbooks'),
  RUNBELL_DATA: z.string().default('./data'),
  PORT: port(3000),
  SANDBOX_PORT: port(3001),
  DATABASE_URL: url(['postgres', 'postgresql']).optional(),
  MIGRATE_DATABASE_URL: url(['postgres', 'postgresql']).optional(),
  REDIS_URL: url(['redis', 'rediss']).optional(),
  SLACK_BOT_TOKEN: token('xoxb-', 'the bot token, from OAuth & Permissions').optional(),
  SLACK_APP_TOKEN: token('xapp-', 'the app-level token, from Basic Information').optional(),
  SLACK_SIGNING_SECRET: z
    .string()
    .regex(/^\S{8,}$/, { error: 'the signing secret from Basic Information of the Slack app' })
    .optional(),
  SLACK_API_URL: url(['http', 'https']).optional(),
  ...providerVariables,
  DEADMAN_URL: url(['http', 'https']).optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `one of ${logLevels.join(', ')}` }).default('warn'),
});
type Environment = z.infer<typeof Environment>;

/** The settings, or every mistake in the variables. An empty variable counts as unset. */
export function readEnvironment(env: NodeJS.ProcessEnv): Settings | Problem[] {
  const given = Object.fromEntries(
    Object.keys(Environment.shape).flatMap((name) => {
      const value = env[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = Environment.safeParse(given);
  const single = parsed.error?.issues.map((issue) =>
    wrong(String(issue.path[0]), issue.message, given),
  );
  const problems = [...(single ?? []), ...combinations(given)];
  if (!parsed.success || problems.length > 0) return problems;
  const values = parsed.data;
  return {
    home: resolve(values.RUNBELL_HOME),
    data: resolve(values.RUNBELL_DATA),
    port: values.PORT,
    sandboxPort: values.SANDBOX_PORT,
    databaseUrl: values.DATABASE_URL ?? null,
    ...(values.MIGRATE_DATABASE_URL && { migrateDatabaseUrl: values.MIGRATE_DATABASE_URL }),
    redisUrl: values.REDIS_URL ?? null,
    slack: slackSettings(values),
    providers: providerSettings(values),
    deadmanUrl: values.DEADMAN_URL ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

/** The app token wins over the signing secret: Socket Mode needs no public address. */
function slackSettings(values: Environment): SlackSettings {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken } = values;
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: apiUrl } = values;
  const where = apiUrl === undefined ? {} : { apiUrl };
  if (botToken && appToken) return { mode: 'socket', botToken, appToken, ...where };
  if (botToken && signingSecret) return { mode: 'http', botToken, signingSecret, ...where };
  return { mode: 'sandbox' };
}

function combinations(given: Record<string, string>): Problem[] {
  const problems: Problem[] = [];
  if (!given.SLACK_BOT_TOKEN) {
    const lonely = ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET', 'SLACK_API_URL'].find(
      (name) => given[name],
    );
    if (lonely) {
      const what = `${lonely} is set but SLACK_BOT_TOKEN is not`;
      problems.push(
        problem(what, 'set both for a real workspace, or neither for the sandbox', null),
      );
    }
  } else if (!given.SLACK_APP_TOKEN && !given.SLACK_SIGNING_SECRET) {
    const what = 'SLACK_BOT_TOKEN is set alone';
    const instead = 'add SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)';
    problems.push(problem(what, instead, null));
  }
  for (const { what, instead } of lonelyProviders(given))
    problems.push(problem(what, instead, null));
  const [bot, page] = [given.PORT ?? '3000', given.SANDBOX_PORT ?? '3001'];
  if (bot === page && bot !== '0') {
    const what = `PORT and SANDBOX_PORT are both ${quote(bot)}`;
    problems.push(problem(what, 'give each its own port', bot));
  }
  return problems;
}

function wrong(name: string, right: string, given: Record<string, string>): Problem {
  const shown = show(name, given[name] ?? '');
  return problem(`${name} is ${quote(shown)}`, `use ${right}`, shown);
}

/** Tokens by their kind, addresses without user, password, path and query. */
function show(name: string, value: string): string {
  if (/TOKEN|SECRET|_KEY$/.test(name)) return mask(value);
  if (!name.endsWith('_URL')) return value;
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(value)?.[0];
  return `${scheme ?? ''}…`;
}

function problem(what: string, instead: string, value: string | null): Problem {
  return { file: 'environment', line: null, column: null, value, what, instead };
}

function port(standard: number) {
  return z
    .string()
    .regex(/^\d{1,5}$/, { error: portRule, abort: true })
    .transform(Number)
    .refine((number) => number <= 65_535, { error: portRule })
    .default(standard);
}

function url(schemes: string[]) {
  const wanted = schemes.map((scheme) => `${scheme}://`).join(' or ');
  return z.string().refine((text) => schemes.some((scheme) => isUrl(text, scheme)), {
    error: `an address that begins with ${wanted}`,
  });
}

function isUrl(text: string, scheme: string): boolean {
  return text.startsWith(`${scheme}://`) && URL.canParse(text);
}

function token(prefix: string, source: string) {
  const error = `a token that begins with ${prefix} (${source} of the Slack app)`;
  return z.string().regex(new RegExp(`^${prefix}[A-Za-z0-9._-]+$`), { error });
}
