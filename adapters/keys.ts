import { hkdfSync } from 'node:crypto';

/** A key of the environment: `ENCRYPTION_KEYS=id:base64,…`, the first one serves, all of them read (S2, rotation). None is used as it is. */
export interface EncryptionKey {
  id: string;
  /** 32 bytes */
  key: Buffer;
}

/**
 * What keys are for: one of each purpose is derived from a key of the environment (HKDF-SHA-256), so that what one purpose gives away is of no
 * use to another. The number is the purpose's version: what was made with another one goes on being read by whoever made it so.
 */
const PURPOSES = {
  /** payloads of Temporal */
  payloads: 'passerelle payloads 1',
  /** what is sealed in tables, and what passes through browsers sealed */
  seals: 'passerelle seals 1',
  /** mailed links and the codes of signatures */
  links: 'passerelle links and codes',
  /** heads and checkpoints of the journal */
  heads: 'passerelle audit heads',
  /** marks by which a sealed text is found again */
  marks: 'mark of a sealed text',
} as const;

export type KeyPurpose = keyof typeof PURPOSES;

/** The key of one purpose. */
export function keyFor(purpose: KeyPurpose, { key }: Pick<EncryptionKey, 'key'>): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', PURPOSES[purpose], 32));
}

/** The keys of one purpose by their ids, the one that serves first. Throws where there is none. */
export function keysFor(purpose: KeyPurpose, keys: readonly EncryptionKey[]): [EncryptionKey, ...EncryptionKey[]] {
  const [current, ...former] = keys.map((one) => ({ id: one.id, key: keyFor(purpose, one) }));
  if (current === undefined) throw new Error('ENCRYPTION_KEYS holds no key');
  return [current, ...former];
}
