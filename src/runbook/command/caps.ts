/** Where a bare word in capitals stands for a value: `kubectl logs POD_NAME`. */
export interface CapsPiece {
  text: string;
  placeholder: boolean;
}

/** Takes an unquoted word apart at its placeholders in capitals. */
export function splitCaps(word: string): CapsPiece[] {
  if (/custom-columns/.test(word)) return [{ text: word, placeholder: false }];
  const pieces: CapsPiece[] = [];
  let rest = 0;
  for (const match of word.matchAll(caps)) {
    if (!standsForValue(match[0])) continue;
    if (match.index > rest)
      pieces.push({ text: word.slice(rest, match.index), placeholder: false });
    pieces.push({ text: match[0], placeholder: true });
    rest = match.index + match[0].length;
  }
  if (rest < word.length) pieces.push({ text: word.slice(rest), placeholder: false });
  return pieces;
}

/** Behind these, words in capitals are looked for, printed or named, not filled in. */
export function takesCaps(before: string[]): boolean {
  return before.length > 0 && !before.some((word) => takesNames.test(word));
}

const takesNames =
  /^(?:.*\/)?(?:[ef]?grep|rg|ag|zgrep|printenv|env|echo|printf|export|unset|sed|awk|jq|redis-cli|psql|mysql|config:\w+|set|variables?|lsblk|ps|sysctl|getconf|kill|pkill|sqlite3)$/i;

/** Not before `=`, a comma or `:.`: there it names a variable or a column. */
const caps =
  /(?<![A-Za-z0-9_$%,{-])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*(?![A-Za-z0-9_=,]|:\.)|(?<=[a-z0-9]-)[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*(?![A-Za-z0-9_=,-])/g;

function standsForValue(word: string): boolean {
  if (alone.has(word)) return true;
  const parts = word.split(/[_-]/);
  return parts.length > 1 && endings.has(parts.at(-1) ?? '');
}

const alone = new Set(
  'NAMESPACE NS POD PODNAME NODE NODENAME SERVICE HOST HOSTNAME CLUSTER DEPLOYMENT STATEFULSET DAEMONSET CONTAINER VERSION USERNAME BUCKET REGION TIMESTAMP'.split(
    ' ',
  ),
);
const endings = new Set(
  'NAME ID IP HOST HOSTNAME PORT NAMESPACE NODE POD SERVICE CONTAINER CLUSTER VERSION TAG NUMBER ADDRESS HASH SHA BRANCH'.split(
    ' ',
  ),
);
