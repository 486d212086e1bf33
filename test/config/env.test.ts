import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/config/env.ts';
import { formatProblems } from '../../src/config/problems.ts';

const bot = { SLACK_BOT_TOKEN: 'xoxb-1-abc' };

test('without any variable the bot starts in the sandbox with its own database', () => {
  expect(readEnvironment({})).toEqual({
    home: resolve('runbooks'),
    data: resolve('data'),
    port: 3000,
    sandboxPort: 3001,
    databaseUrl: null,
    redisUrl: null,
    slack: { mode: 'sandbox' },
    providers: {
      publicUrl: null,
      smtp: null,
      twilio: null,
      pagerdutyUrl: 'https://events.pagerduty.com',
      opsgenie: null,
    },
    deadmanUrl: null,
    logLevel: 'warn',
  });
});

test('every variable finds its place', () => {
  const settings = readEnvironment({
    RUNBELL_HOME: '/etc/runbell',
    RUNBELL_DATA: '/var/lib/runbell',
    PORT: '8000',
    SANDBOX_PORT: '0',
    DATABASE_URL: 'postgres://bell:secret@db/bell',
    REDIS_URL: 'rediss://cache:6380/1',
    ...bot,
    SLACK_APP_TOKEN: 'xapp-1-def',
    SLACK_API_URL: 'http://127.0.0.1:3001/api/',
    PUBLIC_URL: 'https://runbell.example.com',
    SMTP_URL: 'smtps://u:p@mail.example.com',
    MAIL_FROM: 'Runbell <runbell@example.com>',
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'twilio-token',
    TWILIO_FROM: '+15550001111',
    OPSGENIE_API_KEY: 'genie-key',
    DEADMAN_URL: 'https://hc.example.com/ping/1',
    LOG_LEVEL: 'debug',
  });
  expect(settings).toEqual({
    home: '/etc/runbell',
    data: '/var/lib/runbell',
    port: 8000,
    sandboxPort: 0,
    databaseUrl: 'postgres://bell:secret@db/bell',
    redisUrl: 'rediss://cache:6380/1',
    slack: {
      mode: 'socket',
      botToken: 'xoxb-1-abc',
      appToken: 'xapp-1-def',
      apiUrl: 'http://127.0.0.1:3001/api/',
    },
    providers: {
      publicUrl: 'https://runbell.example.com',
      smtp: { url: 'smtps://u:p@mail.example.com', from: 'Runbell <runbell@example.com>' },
      twilio: {
        sid: `AC${'0'.repeat(32)}`,
        token: 'twilio-token',
        from: '+15550001111',
        voiceFrom: '+15550001111',
        apiUrl: 'https://api.twilio.com',
      },
      pagerdutyUrl: 'https://events.pagerduty.com',
      opsgenie: { key: 'genie-key', apiUrl: 'https://api.opsgenie.com' },
    },
    deadmanUrl: 'https://hc.example.com/ping/1',
    logLevel: 'debug',
  });
});

test.each([
  ['an app token means Socket Mode', { SLACK_APP_TOKEN: 'xapp-1-def' }, 'socket'],
  ['a signing secret means HTTP mode', { SLACK_SIGNING_SECRET: 'abcdef0123456789' }, 'http'],
  [
    'the app token wins when both are set',
    { SLACK_APP_TOKEN: 'xapp-1-def', SLACK_SIGNING_SECRET: 'abcdef0123456789' },
    'socket',
  ],
])('%s', (_, variables, mode) => {
  expect(readEnvironment({ ...bot, ...variables })).toMatchObject({ slack: { mode } });
});

test('an empty variable counts as unset, and spaces around a value do not matter', () => {
  const settings = readEnvironment({ PORT: '', SLACK_BOT_TOKEN: ' ', SANDBOX_PORT: ' 4001\n' });
  expect(settings).toMatchObject({ port: 3000, sandboxPort: 4001, slack: { mode: 'sandbox' } });
});

test('both ports may be left to the system', () => {
  expect(readEnvironment({ PORT: '0', SANDBOX_PORT: '0' })).toMatchObject({ port: 0 });
});

const portRule = 'use a whole number from 0 to 65535, where 0 takes any free port';

test.each([
  [{ PORT: 'http' }, `PORT is "http"; ${portRule}`],
  [{ PORT: '65536' }, `PORT is "65536"; ${portRule}`],
  [{ PORT: '-1' }, `PORT is "-1"; ${portRule}`],
  [{ SANDBOX_PORT: '3e3' }, `SANDBOX_PORT is "3e3"; ${portRule}`],
  [{ PORT: '3001' }, 'PORT and SANDBOX_PORT are both "3001"; give each its own port'],
  [
    { LOG_LEVEL: 'verbose' },
    'LOG_LEVEL is "verbose"; use one of fatal, error, warn, info, debug, trace, silent',
  ],
  [
    { DATABASE_URL: 'mysql://bell:secret@db/bell' },
    'DATABASE_URL is "mysql://…"; use an address that begins with postgres:// or postgresql://',
  ],
  [
    { REDIS_URL: 'cache:6379' },
    'REDIS_URL is "…"; use an address that begins with redis:// or rediss://',
  ],
  [
    { ...bot, SLACK_APP_TOKEN: 'xoxb-2-def' },
    'SLACK_APP_TOKEN is "xoxb-…"; use a token that begins with xapp- (the app-level token, from Basic Information of the Slack app)',
  ],
  [
    { SLACK_BOT_TOKEN: 'hunter2', SLACK_APP_TOKEN: 'xapp-1-def' },
    'SLACK_BOT_TOKEN is "…"; use a token that begins with xoxb- (the bot token, from OAuth & Permissions of the Slack app)',
  ],
  [
    bot,
    'SLACK_BOT_TOKEN is set alone; add SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)',
  ],
  [
    { SLACK_APP_TOKEN: 'xapp-1-def' },
    'SLACK_APP_TOKEN is set but SLACK_BOT_TOKEN is not; set both for a real workspace, or neither for the sandbox',
  ],
])('%j is refused in words', (variables, message) => {
  expect(complaints(variables)).toEqual([`environment: ${message}`]);
});

test('all mistakes in the variables are told at once', () => {
  const lines = complaints({
    PORT: 'x',
    LOG_LEVEL: 'x',
    DATABASE_URL: 'x',
    SLACK_SIGNING_SECRET: 'abcdef0123456789',
  });
  expect(lines.map((line) => line.split(' ')[1])).toEqual([
    'PORT',
    'DATABASE_URL',
    'LOG_LEVEL',
    'SLACK_SIGNING_SECRET',
  ]);
});

test('no message holds a secret', () => {
  const secrets = {
    SLACK_BOT_TOKEN: 'xoxp-hunter2',
    SLACK_APP_TOKEN: 'hunter2',
    SLACK_SIGNING_SECRET: 'hunter2',
    DATABASE_URL: 'postgress://bell:hunter2@db/bell',
    REDIS_URL: 'hunter2',
  };
  const problems = readEnvironment(secrets);
  expect(problems).toHaveLength(5);
  expect(JSON.stringify(problems)).not.toContain('hunter2');
});

function complaints(env: NodeJS.ProcessEnv): string[] {
  const result = readEnvironment(env);
  if (!Array.isArray(result)) return [];
  return formatProblems(result)
    .split('\n')
    .slice(1)
    .map((line) => line.trim());
}
