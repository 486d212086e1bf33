// Starts the service on its own and waits until it listens: `node launch.mjs <version> <port>`.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { probe } from './probe.mjs';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const [version, port] = process.argv.slice(2);
const logFile = `${folder}/run/service.log`;

mkdirSync(`${folder}/run`, { recursive: true });
const log = openSync(logFile, sizeOf(logFile) > 1_000_000 ? 'w' : 'a');
const logged = sizeOf(logFile);
// Without the mark of the run: what cancels the restart must not end the service.
const { RUNBELL_RUN: _, ...env } = process.env;
const service = spawn(process.execPath, [`${folder}/app/server.mjs`, version, port], {
  cwd: folder,
  // A session of its own: what ends the deploy script does not end the service.
  detached: true,
  env,
  stdio: ['ignore', log, log],
});
let ended = false;
service.once('exit', () => {
  ended = true;
});
service.once('error', () => {
  ended = true;
});
if (service.pid) writeFileSync(`${folder}/run/service.pid`, `${service.pid}\n`);

for (const deadline = Date.now() + 10_000; !ended && Date.now() < deadline; ) {
  const answer = await probe(port, '/status');
  if (answer?.body.pid === service.pid) process.exit(0);
  await delay(20);
}
rmSync(`${folder}/run/service.pid`, { force: true });
if (!ended) service.kill('SIGKILL');
console.error(
  readFileSync(logFile, 'utf8').slice(logged).trim() || 'it did not answer within 10 s',
);
process.exit(1);

function sizeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
