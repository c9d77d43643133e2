import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

/** A key of the environment: `ENCRYPTION_KEYS=id:base64,…`, the first one encrypts, all of them decrypt (S2, rotation). */
export interface EncryptionKey {
  id: string;
  /** 32 bytes */
  key: Buffer;
}

const ENCODING = Buffer.from('binary/encrypted');
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM over whole payloads: nothing in a history is in clear (S2). Throws on an unknown key id or a changed byte. */
export function encryptionCodec(keys: readonly EncryptionKey[]): PayloadCodec {
  const [current] = keys;
  if (current === undefined) throw new Error('ENCRYPTION_KEYS holds no key');
  const byId = new Map(keys.map((key) => [key.id, key.key]));
  return {
    async encode(payloads: Payload[]): Promise<Payload[]> {
      return payloads.map((payload) => {
        const iv = randomBytes(IV_BYTES);
        const cipher = createCipheriv('aes-256-gcm', current.key, iv);
        const clear = proto.temporal.api.common.v1.Payload.encode(payload).finish();
        const data = Buffer.concat([iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
        return { metadata: { encoding: ENCODING, key: Buffer.from(current.id) }, data };
      });
    },
    async decode(payloads: Payload[]): Promise<Payload[]> {
      return payloads.map((payload) => {
        if (payload.metadata?.encoding === undefined || !Buffer.from(payload.metadata.encoding).equals(ENCODING))
          return payload;
        const id = Buffer.from(payload.metadata.key ?? []).toString();
        const key = byId.get(id);
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
