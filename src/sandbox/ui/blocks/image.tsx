import { useState } from 'react';
import { asObject, asString, type Json, plainText } from '../read.ts';
import { isSafe, Link } from '../text/link.tsx';
import type { BlockProps } from './surface.ts';

export function Image({ block }: BlockProps) {
  const title = plainText(block.title);
  return (
    <figure className="block-image">
      {title && <figcaption>{title}</figcaption>}
      <Picture source={block} />
    </figure>
  );
}

/** The page's policy loads nothing from elsewhere: such a picture becomes a link with its words. */
export function Picture({ source, className = '' }: { source: Json; className?: string }) {
  const [failed, setFailed] = useState(false);
  const url = asString(source.image_url) || asString(asObject(source.slack_file).url);
  const alt = asString(source.alt_text) || 'image';
  if (failed || !isSafe(url)) {
    return (
      <span className="unknown">
        image: <Link url={url}>{alt}</Link>
      </span>
    );
  }
  return (
    <img
      className={className}
      src={url}
      alt={alt}
      referrerPolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}
