import type { ParameterType } from '../model.ts';

/** What a value must look like, by the placeholder as written and by its name. */
export function typeOf(name: string, written: string): ParameterType {
  const options = optionsOf(written);
  if (options) return { kind: 'choice', options };
  if (/YYYY/.test(written)) return { kind: 'date', format: dateFormat(written) };
  const bare = plainName(name);
  return rows.find(({ names }) => names.test(bare))?.type ?? { kind: 'text' };
}

/** `your_pod_name`, `PODNAME` and `affected-pod` are all `pod`. */
export function plainName(name: string): string {
  const bare = name
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replace(/_\d+$/, '')
    .replace(
      /^(?:your|my|the|target|affected|failed|failing|broken|problem|problematic|unhealthy|new|old|some)_(?=.)/,
      '',
    );
  return bare === 'pvc_name' ? 'pvc' : bare.replace(/(?<=[a-z])_?name$/, '') || bare;
}

function optionsOf(written: string): string[] | null {
  const inner = /^[<[{](.*)[>\]}]$/s.exec(written)?.[1] ?? '';
  const options = inner.split('|').map((option) => option.trim());
  const plain = options.every((option) => /^[A-Za-z0-9][\w.:-]*$/.test(option));
  return options.length > 1 && plain ? [...new Set(options)] : null;
}

/** The second `MM` are minutes. */
function dateFormat(written: string): string {
  return written
    .replace('YYYY', '%Y')
    .replace('MM', '%m')
    .replace('DD', '%d')
    .replace('HH', '%H')
    .replace('MM', '%M')
    .replace('SS', '%S');
}

const rows: { names: RegExp; type: ParameterType }[] = [
  { names: /(?:^|_)port$/, type: { kind: 'port' } },
  {
    names:
      /(?:^|_)(?:pid|count|replicas|number|num|lines|seconds|minutes|hours|days)$|^n$|^number_of_/,
    type: { kind: 'number' },
  },
  { names: /^(?:date|day)$|_date$/, type: { kind: 'date', format: '%F' } },
  { names: /(?:^|_)(?:ip|ip_address|host)$/, type: { kind: 'address' } },
  {
    names: /^(?:ns|namespace|pod|deployment|statefulset|daemonset|replicaset|pvc)$/,
    type: { kind: 'name' },
  },
];
