import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import { encryptedBy, encryptionCodec } from './codec.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('{"nom":"Aubert"}') };

describe('payload codec (S2)', () => {
  test('nothing of a payload stays in clear, and it comes back as it was', async () => {
    const codec = encryptionCodec([key('a')]);
    const [encoded] = await codec.encode([payload]);
    expect(Buffer.from(encoded?.data ?? []).includes('Aubert')).toBe(false);
    const [decoded] = await codec.decode(encoded === undefined ? [] : [encoded]);
    expect(Buffer.from(decoded?.data ?? []).toString()).toBe('{"nom":"Aubert"}');
    expect(Buffer.from(decoded?.metadata?.encoding ?? []).toString()).toBe('json/plain');
  });

  test('rotation: a new first key encrypts, the former still decrypts; without it the payload is refused', async () => {
    const [old, fresh] = [key('2025'), key('2026')];
    const encoded = await encryptionCodec([old]).encode([payload]);
    const rotated = encryptionCodec([fresh, old]);
    await expect(rotated.decode(encoded)).resolves.toHaveLength(1);
    expect(Buffer.from((await rotated.encode([payload]))[0]?.metadata?.key ?? []).toString()).toBe('2026');
    await expect(encryptionCodec([fresh]).decode(encoded)).rejects.toThrow('2025');
  });

  test('a history that was encrypted by the key itself goes on being read; what is encrypted now is of the key of payloads', async () => {
    const own = key('2025');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', own.key, iv);
    const clear = proto.temporal.api.common.v1.Payload.encode(payload).finish();
    const former = {
      metadata: { encoding: Buffer.from('binary/encrypted'), key: Buffer.from(own.id) },
      data: Buffer.concat([iv, cipher.update(clear), cipher.final(), cipher.getAuthTag()]),
    };
    const codec = encryptionCodec([key('2026'), own]);
    const [decoded] = await codec.decode([former]);
    expect(Buffer.from(decoded?.data ?? []).toString()).toBe('{"nom":"Aubert"}');
    expect(encryptedBy(former)).toEqual({ id: '2025', formed: false });
    const [now] = await encryptionCodec([own]).encode([payload]);
    expect(encryptedBy(now ?? {})).toEqual({ id: '2025', formed: true });
    const { form, ...unformed } = now?.metadata ?? {};
    expect(form).toBeDefined();
    await expect(codec.decode([{ ...now, metadata: unformed }])).rejects.toThrow();
  });

  test('a changed byte is refused', async () => {
    const codec = encryptionCodec([key('a')]);
    const [encoded] = await codec.encode([payload]);
    const data = Buffer.from(encoded?.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    await expect(codec.decode([{ ...encoded, data }])).rejects.toThrow();
  });
});
