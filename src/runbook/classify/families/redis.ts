import type { Family, Row } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

/** Redis commands are written in either case, so each row stands for both. */
const rows: Row[] = [
  reads('ping|dbsize|info|time|lastsave|role|echo', 'asks the server', 'redis-cli ping'),
  reads('llen|lrange|lindex|lpos', 'reads a list', 'redis-cli llen queue'),
  reads(
    'get|mget|strlen|getrange|exists|type|ttl|pttl|expiretime',
    'reads a key',
    'redis-cli ttl a',
  ),
  reads('hget|hgetall|hlen|hkeys|hmget|hexists|hvals', 'reads a hash', 'redis-cli hgetall a'),
  reads('scard|sismember|smembers|srandmember', 'reads a set', 'redis-cli scard a'),
  reads(
    'zcard|zcount|zrange|zscore|zrank|zrangebyscore|zrevrange',
    'reads a sorted set',
    'redis-cli zcard a',
  ),
  reads('xlen|xrange|xrevrange|xpending', 'reads a stream', 'redis-cli xlen a'),
  reads('xinfo stream|groups|consumers', 'reads a stream', 'redis-cli xinfo groups a'),
  reads('scan|sscan|hscan|zscan', 'walks over keys', 'redis-cli scan 0'),
  reads('memory usage|stats|doctor', 'shows memory', 'redis-cli memory usage a'),
  reads('client list|info|id|getname', 'shows clients', 'redis-cli client list'),
  reads('slowlog get|len', 'shows slow commands', 'redis-cli slowlog get 10'),
  reads('config get', 'shows settings', 'redis-cli config get maxmemory'),
  reads('cluster info|nodes|slots|shards', 'shows the cluster', 'redis-cli cluster info'),
  reads('latency latest|history|doctor', 'shows latency', 'redis-cli latency latest'),
  reads('object encoding|freq|idletime|refcount', 'shows a key', 'redis-cli object encoding a'),
  destroys(
    'del|unlink|flushdb|flushall|getdel|ltrim|spop|xtrim|shutdown|swapdb',
    'removes data',
    'redis-cli flushall',
  ),
  destroys('script|function flush', 'removes scripts', 'redis-cli function flush'),
  changes('keys', 'blocks the server while it looks at every key', 'redis-cli keys a*'),
  changes(
    'set|lpush|rpush|lpop|rpop|hset|expire|persist|rename|bgsave|save',
    'changes data',
    'redis-cli bgsave',
  ),
];

export const redis: Family = {
  programs: ['redis-cli', 'valkey-cli'],
  valued: ['-h', '-p', '-a', '-n', '-u', '--user', '--pass', '-s', '-r', '-i'],
  alone: [
    '--no-auth-warning',
    '--raw',
    '--no-raw',
    '--json',
    '--csv',
    '-c',
    '--tls',
    '-2',
    '-3',
    '-4',
    '-6',
  ],
  rows: [
    ...rows.map(bothCases),
    reads('', 'walks over keys', 'redis-cli --scan --pattern a:*', {
      has: ['--scan', '--bigkeys', '--memkeys', '--hotkeys'],
      lacks: ['--eval', '-x', '-X', '--rdb', '--pipe', '--functions-rdb'],
      most: 1,
    }),
  ],
};

function bothCases(row: Row): Row {
  const words = row.sub.split(' ').map((word) => `${word}|${word.toUpperCase()}`);
  // An argument read from a pipe (`-x`) is not known.
  return {
    ...row,
    sub: words.join(' '),
    lacks: [...(row.lacks ?? []), '--eval', '--pipe', '--rdb'],
  };
}
