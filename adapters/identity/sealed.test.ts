import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { keyFor } from '../keys.ts';
import { createSeal, currentEnvelope } from './sealed.ts';

const key = (id: string) => ({ id, key: randomBytes(32) });
const CLEAR = Buffer.from('Aubert');

/** As it was written before each purpose had its own key. */
function formerly({ id, key }: { id: string; key: Buffer }, about: string): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(CLEAR), cipher.final()]);
  return Buffer.concat([Buffer.from([id.length]), Buffer.from(id), iv, sealed, cipher.getAuthTag()]);
}

describe('seals (S2)', () => {
  test('comes back where it belongs, and opens nowhere else', () => {
    const seal = createSeal([key('a')]);
    const sealed = seal.close(CLEAR, 'row:1');
    expect(sealed.includes('Aubert')).toBe(false);
    expect(seal.open(sealed, 'row:1')).toEqual(CLEAR);
    expect(() => seal.open(sealed, 'row:2')).toThrow();
  });

  test('is of the key of seals: neither the key itself nor that of another purpose opens it', () => {
    const own = key('a');
    const sealed = createSeal([own]).close(CLEAR, 'row');
    expect(sealed.subarray(0, 4)).toEqual(currentEnvelope([own]));
    // the same body under the envelope of before: the key itself
    expect(() => createSeal([own]).open(sealed.subarray(2), 'row')).toThrow();
    const purposes = (['payloads', 'seals', 'links', 'heads', 'marks'] as const).map((one) => keyFor(one, own));
    expect(new Set([own.key, ...purposes].map((one) => one.toString('hex'))).size).toBe(6);
  });

  test('what was sealed before each purpose had its own key goes on being read, by the key that it names', () => {
    const [old, fresh] = [key('2025'), key('2026')];
    const sealed = formerly(old, 'row');
    expect(createSeal([fresh, old]).open(sealed, 'row')).toEqual(CLEAR);
    expect(() => createSeal([fresh]).open(sealed, 'row')).toThrow('not in ENCRYPTION_KEYS');
  });

  test('a form that is not known is refused', () => {
    const seal = createSeal([key('a')]);
    const sealed = seal.close(CLEAR, 'row');
    sealed[1] = 9;
    expect(() => seal.open(sealed, 'row')).toThrow('form that is not known: 9');
  });
});
