import type { SharedFile } from '../../contract.ts';
import { isSafe } from '../text/link.tsx';

/** What the app uploaded, to be opened or kept. */
export function Files({ files }: { files: SharedFile[] }) {
  return (
    <ul className="files" aria-label="Files">
      {files.map(({ id, name, title, size, url }) => (
        <li key={id}>
          {isSafe(url) ? (
            <a href={url} download={name} target="_blank" rel="noreferrer">
              {title || name}
            </a>
          ) : (
            title || name
          )}{' '}
          <span className="hint">{inUnits(size)}</span>
        </li>
      ))}
    </ul>
  );
}

function inUnits(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000
    ? `${(bytes / 1000).toFixed(1)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
