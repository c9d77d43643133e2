import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { EncryptionKey } from '../../temporal/codec.ts';

/** How far the journal was sealed: so many lines, and what they chain to. */
export interface Head {
  position: string;
  chain: string;
  at: string;
}

export interface SignedHead extends Head {
  keyId: string;
  signature: string;
}

export interface HeadSigner {
  sign(head: Head): SignedHead;
  /** False also where the key is not known any more: keep old keys for as long as their heads are to count. */
  verify(head: SignedHead): boolean;
}

/** Signs heads by a key derived from ENCRYPTION_KEYS: who writes to the database alone makes none. */
export function headSigner(keys: readonly EncryptionKey[]): HeadSigner {
  const derived = keys.map(({ id, key }) => ({
    id,
    key: Buffer.from(hkdfSync('sha256', key, '', 'passerelle audit heads', 32)),
  }));
  const [current] = derived;
  if (current === undefined) throw new Error('ENCRYPTION_KEYS holds no key');
  const mac = (key: Buffer, { position, chain, at }: Head) =>
    createHmac('sha256', key).update(`${position}\n${chain}\n${at}`).digest();
  return {
    sign: ({ position, chain, at }) => ({
      position,
      chain,
      at,
      keyId: current.id,
      signature: mac(current.key, { position, chain, at }).toString('base64url'),
    }),
    verify(head) {
      const key = derived.find(({ id }) => id === head.keyId)?.key;
      const given = Buffer.from(head.signature, 'base64url');
      return key !== undefined && given.length === 32 && timingSafeEqual(given, mac(key, head));
    },
  };
}
