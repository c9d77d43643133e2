import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { type EncryptionKey, keyFor, keysFor } from '../keys.ts';

const ENCODING = Buffer.from('binary/encrypted');
/** Says that the key of payloads encrypted; a payload without it was encrypted by the key itself. */
const FORM = Buffer.from('payloads/1');
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** By which key a payload was encrypted, and whether in today's form; null: it is not encrypted. */
export function encryptedBy({ metadata }: Payload): { id: string; formed: boolean } | null {
  if (metadata?.encoding === undefined || !Buffer.from(metadata.encoding).equals(ENCODING)) return null;
  const { key, form } = metadata;
  return { id: Buffer.from(key ?? []).toString(), formed: form !== undefined && Buffer.from(form).equals(FORM) };
}

/** AES-256-GCM over whole payloads: nothing in a history is in clear (S2). Throws on an unknown key id or a changed byte. */
export function encryptionCodec(keys: readonly EncryptionKey[]): PayloadCodec {
  const [current] = keysFor('payloads', keys);
  const derived = new Map(keys.map((key) => [key.id, keyFor('payloads', key)]));
  const plain = new Map(keys.map((key) => [key.id, key.key]));
  return {
    async encode(payloads: Payload[]): Promise<Payload[]> {
      return payloads.map((payload) => {
        const iv = randomBytes(IV_BYTES);
        const cipher = createCipheriv('aes-256-gcm', current.key, iv);
        const clear = proto.temporal.api.common.v1.Payload.encode(payload).finish();
        const data = Buffer.concat([iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
        return { metadata: { encoding: ENCODING, key: Buffer.from(current.id), form: FORM }, data };
      });
    },
    async decode(payloads: Payload[]): Promise<Payload[]> {
      return payloads.map((payload) => {
        const by = encryptedBy(payload);
        if (by === null) return payload;
        const { id, formed } = by;
        const key = (formed ? derived : plain).get(id);
        if (key === undefined) throw new Error(`No encryption key « ${id} » in ENCRYPTION_KEYS`);
        const data = Buffer.from(payload.data ?? []);
        const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, IV_BYTES));
        decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
        const clear = Buffer.concat([
          decipher.update(data.subarray(IV_BYTES, data.length - TAG_BYTES)),
          decipher.final(),
        ]);
        return proto.temporal.api.common.v1.Payload.decode(clear);
      });
    },
  };
}
