import { outdated } from '../domain/errors.ts';
import { etag } from './shapes/common.ts';

/**
 * Holds If-Match against a version (RFC 9110 §13.1.1): a list of entity tags or `*`, compared strongly, so that a weak one (`W/"3"`) never fits.
 * Returns the version that the asker knows, for whoever compares it again under a lock; null: none was named. Throws VERSION_PERIMEE (412).
 */
export function knownVersion(ifMatch: string | null, current: number, what: string): number | null {
  if (ifMatch === null || ifMatch.trim() === '*') return null;
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (!tags.includes(etag(current))) throw outdated(what);
  return current;
}
