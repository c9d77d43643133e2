import { canonicalContent, type SignedPart } from '../../domain/document/canonical.ts';
import { sha256 } from '../store/ids.ts';

/** SHA-256 of what a signature of this version covers (§4.3 « Signature »); rows of the database have these fields too. */
export function signedHash(document: {
  kind: string;
  service: string | null;
  version: number;
  siret: string;
  content: unknown;
}): string {
  return sha256(canonicalContent(document as SignedPart));
}
