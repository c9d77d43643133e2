import { describe, expect, it } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { ATTACHMENT_MAX_BYTES, acceptedFile, mediaTypeOf } from './mediaType.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

describe('a file to join is read by what it is (S8)', () => {
  it.each([
    ['application/pdf', [...Buffer.from('%PDF-1.7\n')]],
    ['image/png', [...PNG, 0]],
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    [null, [...Buffer.from('MZ program named pj3.pdf')]],
    [null, [...Buffer.from('<svg onload=alert(1)>')]],
    [null, PNG.slice(0, 7)],
    [null, []],
  ])('%s', (expected, bytes) => {
    expect(mediaTypeOf(Uint8Array.from(bytes))).toBe(expected);
  });

  it('is refused when absent, of another kind, or above 10 MB', () => {
    const thrown = (bytes: Buffer | null) => {
      const refusal = refused(() =>
        acceptedFile(bytes === null ? null : { size: bytes.length, head: bytes.subarray(0, 16) }, 'la PJ 3'),
      );
      return refusal && refusal.faults[0]?.code;
    };
    const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-')], size);
    expect(thrown(null)).toBe('CHAMP_OBLIGATOIRE');
    expect(thrown(Buffer.alloc(0))).toBe('CHAMP_OBLIGATOIRE');
    expect(thrown(Buffer.from('texte'))).toBe('FICHIER_TYPE_REFUSE');
    expect(thrown(pdf(ATTACHMENT_MAX_BYTES + 1))).toBe('FICHIER_TROP_GROS');
    expect(thrown(pdf(ATTACHMENT_MAX_BYTES))).toBeNull();
  });
});
