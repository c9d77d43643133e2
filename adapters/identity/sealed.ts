import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { EncryptionKey } from '../temporal/codec.ts';

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

const MARK = 'mark of a sealed text';

/** The first key closes, all of them open (rotation). Form: length of the key's id, the id, IV, ciphertext, tag. */
export function createSeal(keys: readonly EncryptionKey[]): Seal {
  const [current] = keys;
  if (current === undefined) throw new Error('ENCRYPTION_KEYS holds no key');
  const markKeys = keys.map(({ key }) => Buffer.from(hkdfSync('sha256', key, '', MARK, 32)));
  return {
    marks: (text) =>
      markKeys.map((key) => createHmac('sha256', key).update(text).digest('base64url')) as [string, ...string[]],
    close(clear, about) {
      const id = Buffer.from(current.id);
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', current.key, iv).setAAD(Buffer.from(about));
      return Buffer.concat([
        Buffer.from([id.length]),
        id,
        iv,
        cipher.update(clear),
        cipher.final(),
        cipher.getAuthTag(),
      ]);
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed);
      const start = 1 + (bytes[0] ?? 0);
      const id = bytes.subarray(1, start).toString();
      const key = keys.find((one) => one.id === id);
      if (key === undefined) throw new Error('The key that closed this is not in ENCRYPTION_KEYS');
      const decipher = createDecipheriv('aes-256-gcm', key.key, bytes.subarray(start, start + IV_BYTES));
      decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(bytes.subarray(start + IV_BYTES, -TAG_BYTES)), decipher.final()]);
    },
  };
}
