import { createHmac, timingSafeEqual } from 'node:crypto';
import { type EncryptionKey, keysFor } from '../../keys.ts';

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
  /** False also where the key is not known any more. */
  verify(head: SignedHead): boolean;
  /** Whether the key of this id is there. */
  knows(keyId: string): boolean;
}

/** From where the journal is there: what stood before was removed, by whom and by which visa (docs/retention.md). */
export interface Checkpoint extends SignedHead {
  lines: string;
  visa: string;
  removedBy: string;
}

type Removal = Head & Pick<Checkpoint, 'lines' | 'visa' | 'removedBy'>;

/** A checkpoint is signed as a head that vouches for the removal too: no head can be passed off as one. */
const vouched = ({ position, chain, at, lines, visa, removedBy }: Removal): Head => ({
  ...{ position, at },
  chain: JSON.stringify(['checkpoint', chain, lines, visa, removedBy]),
});

export function signCheckpoint(signer: HeadSigner, removal: Removal): Checkpoint {
  const { keyId, signature } = signer.sign(vouched(removal));
  return { ...removal, keyId, signature };
}

export function isOurs(signer: HeadSigner, checkpoint: Checkpoint): boolean {
  const { keyId, signature } = checkpoint;
  return signer.verify({ ...vouched(checkpoint), keyId, signature });
}

/** Signs heads by a key derived from ENCRYPTION_KEYS: who writes to the database alone makes none. */
export function headSigner(keys: readonly EncryptionKey[]): HeadSigner {
  const derived = keysFor('heads', keys);
  const [current] = derived;
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
    knows: (keyId) => derived.some(({ id }) => id === keyId),
    verify(head) {
      const key = derived.find(({ id }) => id === head.keyId)?.key;
      const given = Buffer.from(head.signature, 'base64url');
      return key !== undefined && given.length === 32 && timingSafeEqual(given, mac(key, head));
    },
  };
}
