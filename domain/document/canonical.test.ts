import { describe, expect, test } from '@jest/globals';
import { canonicalContent } from './canonical.ts';
import type { PrintableDocument } from './printable.ts';
import { sampleDocument } from './texts/samples.ts';

describe('canonicalContent (domain.md §4.3 « Signature »)', () => {
  const bulletin = sampleDocument('BULLETIN');

  test('is the same whatever the order of the keys, with or without keys that say nothing', () => {
    const { administrateur, ...rest } = bulletin.content;
    const turned = administrateur && {
      email: administrateur.email,
      lastName: administrateur.lastName,
      firstName: administrateur.firstName,
    };
    const content = { missions: undefined, administrateur: turned, ...rest };
    expect(canonicalContent({ ...bulletin, content })).toBe(canonicalContent(bulletin));
  });

  test('is kind, service, version, SIRET, content and edition of the text, in the order of their names', () => {
    const signed = canonicalContent(sampleDocument('CONTRAT'));
    expect(signed).toBe(
      '{"content":{"delegationMode":"DELEGUE"},"edition":1,"kind":"CONTRAT","service":null,"siret":"99991041700016","version":2}',
    );
  });

  test.each([
    ['version', { version: 3 }],
    ['SIRET', { siret: '99991041700024' }],
    ['service', { service: 'CDAP' as const }],
    ['roles in another order', { content: { ...bulletin.content, roles: ['B', 'A'] } }],
    ['a content that this release does not know', { content: { ...bulletin.content, clause: 'x' } }],
  ])('another %s is another text', (_what, changes) => {
    expect(canonicalContent({ ...bulletin, ...changes })).not.toBe(canonicalContent(bulletin));
  });

  test('what changes after the signature does not change it', () => {
    const later: PrintableDocument = { ...bulletin, state: 'CLOS', signatures: [], history: [], number: '25_999' };
    expect(canonicalContent(later)).toBe(canonicalContent(bulletin));
  });

  test('another edition of the text is another signature', () => {
    expect(canonicalContent(bulletin, 2)).not.toBe(canonicalContent(bulletin));
  });
});
