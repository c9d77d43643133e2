import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { type EncryptionKey, keysFor } from '../keys.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts what must not stand in a table in clear (AES-256-GCM); `about` binds it to its row: it opens nowhere else. */
export interface Seal {
  close(clear: Buffer, about: string): Buffer;
  /** Throws when a byte was changed, the row is another's, or the key is gone. */
  open(sealed: Uint8Array, about: string): Buffer;
  /**
   * Marks by which a text that is kept closed is found again, and that tell nothing of it without the key: of the key that closes first, which a
   * row keeps, then of those before it, by which older rows are found.
   */
  marks(text: string): [string, ...string[]];
}

/** No key has an id without letters: what begins so says a version, and is of the key of seals. What does not was closed by the key itself. */
const VERSION = Buffer.from([0, 1]);

/** How what the first key closes now begins: whatever begins otherwise is of another key, or of another version (`npm run keys:rotate`). */
export function currentEnvelope([current]: readonly EncryptionKey[]): Buffer {
  const id = Buffer.from(current?.id ?? '');
  return Buffer.concat([VERSION, Buffer.from([id.length]), id]);
}

/** The first key closes, all of them open (rotation). Form: version, length of the key's id, the id, IV, ciphertext, tag. */
export function createSeal(keys: readonly EncryptionKey[]): Seal {
  const sealing = keysFor('seals', keys);
  const [current] = sealing;
  // derived when first asked for: a seal of the journal is made for one act and finds nothing (P1)
  let markKeys: readonly EncryptionKey[] | undefined;
  const envelope = currentEnvelope(keys);
  return {
    marks(text) {
      markKeys ??= keysFor('marks', keys);
      return markKeys.map(({ key }) => createHmac('sha256', key).update(text).digest('base64url')) as [
        string,
        ...string[],
      ];
    },
    close(clear, about) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(Buffer.from(about));
      return Buffer.concat([envelope, iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, about) {
      const { id, versioned, body } = readEnvelope(sealed);
      const key = (versioned ? sealing : keys).find((one) => one.id === id)?.key;
      if (key === undefined) throw new Error('The key that closed this is not in ENCRYPTION_KEYS');
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, IV_BYTES));
      decipher.setAAD(Buffer.from(about)).setAuthTag(body.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    },
  };
}

/** What stands before IV and ciphertext. Throws for a version that is not known. */
function readEnvelope(sealed: Uint8Array): { id: string; versioned: boolean; body: Buffer } {
  const bytes = Buffer.from(sealed);
  const versioned = bytes[0] === 0;
  if (versioned && bytes[1] !== VERSION[1]) throw new Error(`Sealed in a form that is not known: ${bytes[1]}`);
  const at = versioned ? VERSION.length : 0;
  const start = at + 1 + (bytes[at] ?? 0);
  return { id: bytes.subarray(at + 1, start).toString(), versioned, body: bytes.subarray(start) };
}
