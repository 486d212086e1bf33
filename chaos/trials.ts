import { parseArgs } from 'node:util';
import type { Engine } from './ground.ts';

export interface Trials {
  trials: number;
  seed: number;
  /** Side by side on each engine. */
  lanes: number;
  engines: Engine[];
}

/** What a story of many trials takes on the command line. */
export function readTrials(args: string[], defaults: { lanes: number }): Trials {
  const { values } = parseArgs({
    args,
    options: {
      trials: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
      lanes: { type: 'string', default: String(defaults.lanes) },
      engine: { type: 'string' },
    },
  });
  const both: Engine[] = ['postgresql', 'redis'];
  const engines = both.filter((one) => (values.engine ?? one) === one);
  if (engines.length === 0) throw new Error('--engine takes postgresql or redis');
  const whole = (name: 'trials' | 'lanes' | 'seed') => {
    if (!/^\d{1,9}$/.test(values[name])) throw new Error(`--${name} takes a whole number`);
    return Number(values[name]);
  };
  return {
    trials: whole('trials'),
    seed: whole('seed'),
    lanes: Math.max(1, whole('lanes')),
    engines,
  };
}
