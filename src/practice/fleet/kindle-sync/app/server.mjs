// The practice service: small, real, and harmless. It listens on loopback only.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(dirname(fileURLToPath(import.meta.url)));
const [version, port] = process.argv.slice(2);
const release = JSON.parse(readFileSync(`${folder}/releases/${version}/release.json`, 'utf8'));
const started = Date.now();

const routes = { '/health': health, '/status': status, '/metrics': metrics };

const server = createServer((request, response) => {
  const route = routes[new URL(request.url ?? '/', 'http://127.0.0.1').pathname];
  const { code, type, body } =
    route?.() ?? json(404, { error: 'try /health, /status or /metrics' });
  response.writeHead(code, { 'content-type': type, connection: 'close' });
  response.end(body);
});

server.on('error', (error) => {
  console.error(`cannot listen on 127.0.0.1:${port}: ${error.code}`);
  process.exit(1);
});
server.listen(Number(port), '127.0.0.1', () => {
  console.log(`kindle-sync ${version} listening on http://127.0.0.1:${port}`);
});

// Whoever deletes the folder, or starts another one in its place, needs not look for this one.
setInterval(() => {
  if (pidOnFile() !== process.pid && Date.now() - started > 10_000) process.exit(0);
}, 5_000).unref();

process.on('SIGTERM', () => {
  server.close();
  server.closeAllConnections();
});

function health() {
  const healthy = release.mailer === 'ok';
  const checks = { watcher: 'ok', database: 'ok', mailer: release.mailer };
  return json(healthy ? 200 : 503, { status: healthy ? 'ok' : 'failing', version, checks });
}

function status() {
  const { files, sent, failed, queue } = work();
  return json(200, {
    service: 'kindle-sync',
    version,
    pid: process.pid,
    folder,
    uptime_seconds: seconds(),
    file_watcher: 'running',
    files_processed: files,
    emails: { sent, failed },
    queue,
  });
}

function metrics() {
  const { files, sent, failed, queue } = work();
  const body = [
    'up{job="kindle-sync"} 1',
    `kindle_sync_uptime_seconds ${seconds()}`,
    `kindle_sync_files_processed_total ${files}`,
    `kindle_sync_processing_queue_size ${queue}`,
    `kindle_sync_emails_sent_total ${sent}`,
    `kindle_sync_emails_failed_total ${failed}`,
    `kindle_sync_memory_bytes ${process.memoryUsage.rss()}`,
    '',
  ].join('\n');
  return { code: 200, type: 'text/plain; version=0.0.4; charset=utf-8', body };
}

/** Work is imagined from the uptime: a file every two seconds, stuck in the queue when mail fails. */
function work() {
  const files = Math.floor(seconds() / 2);
  return release.mailer === 'ok'
    ? { files, sent: files, failed: 0, queue: 0 }
    : { files, sent: 0, failed: files, queue: 40 + files };
}

function seconds() {
  return Math.floor((Date.now() - started) / 1000);
}

function pidOnFile() {
  try {
    return Number(readFileSync(`${folder}/run/service.pid`, 'utf8'));
  } catch {
    return 0;
  }
}

function json(code, value) {
  return { code, type: 'application/json', body: `${JSON.stringify(value)}\n` };
}
