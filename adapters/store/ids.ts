import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

function encode(bytes: Buffer): string {
  let text = '';
  for (const byte of bytes) text += ALPHABET[byte & 31];
  return text;
}

/** A fresh opaque id: 20 characters, 100 random bits, no meaning. */
export function newId(): string {
  return encode(randomBytes(20));
}

/** Ids that come out the same when the same seed is replayed: a retried transaction makes the same rows. */
export function idsFrom(seed: string): () => string {
  let count = 0;
  return () => encode(createHash('sha256').update(`${seed}\n${count++}`).digest().subarray(0, 20));
}

/** SHA-256 in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
