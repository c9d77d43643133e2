import type { Code } from '../codes.ts';
import { DomainError, type Fault, invalid, missing } from '../errors.ts';

/** What people may join to a dossier: read by what it is, never by its name (S8). */
export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export const ATTACHMENT_MAX_BYTES = 10 * 1024 * 1024;

const SIGNATURES: readonly [MediaType, readonly number[]][] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
];

const EXTENSIONS: Readonly<Record<MediaType, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
};

/** Media type of a file by its first bytes; null for anything else. */
export function mediaTypeOf(bytes: Uint8Array): MediaType | null {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, index) => bytes[index] === byte));
  return found?.[0] ?? null;
}

/** A file to join: PDF, PNG or JPEG of 10 MB at most. Throws CHAMP_OBLIGATOIRE, FICHIER_TROP_GROS, FICHIER_TYPE_REFUSE. */
export function acceptedFile<F extends { size: number; head: Uint8Array }>(
  file: F | null,
  what: string,
): F & { mediaType: MediaType } {
  if (file === null || file.size === 0) throw invalid([missing('file', `Joignez ${what} dans le champ « file ».`)]);
  if (file.size > ATTACHMENT_MAX_BYTES)
    throw new DomainError('FICHIER_TROP_GROS', 'Ce fichier dépasse 10 Mo.', {
      faults: [fault('FICHIER_TROP_GROS', 'Ce fichier dépasse 10 Mo.')],
    });
  const mediaType = mediaTypeOf(file.head);
  if (mediaType === null)
    throw invalid([fault('FICHIER_TYPE_REFUSE', 'Ce fichier n’est ni un PDF, ni une image PNG ou JPEG.')]);
  return { ...file, mediaType };
}

export function extensionOf(mediaType: MediaType): string {
  return EXTENSIONS[mediaType];
}

function fault(code: Code, message: string): Fault {
  return { path: 'file', code, message };
}
