import { asObject, asString, type Json, plainText } from '../read.ts';
import { isSafe } from '../text/link.tsx';
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

/** The page loads nothing from elsewhere, so a picture that may not show leaves its words. */
export function Picture({ source, className = '' }: { source: Json; className?: string }) {
  const url = asString(source.image_url) || asString(asObject(source.slack_file).url);
  const alt = asString(source.alt_text) || 'image';
  return isSafe(url) ? (
    <img className={className} src={url} alt={alt} loading="lazy" referrerPolicy="no-referrer" />
  ) : (
    <span className="unknown">image: {alt}</span>
  );
}
