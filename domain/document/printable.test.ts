import { describe, expect, test } from '@jest/globals';
import { canonicalContent } from './canonical.ts';
import { lastChangeOf, type PrintableContext, printable, printableVersion } from './printable.ts';
import { documentText } from './texts/index.ts';
import { sampleDocument } from './texts/samples.ts';
import type { ContractDocument } from './types.ts';

const SAMPLE = sampleDocument('BULLETIN');
const STORED: ContractDocument = {
  ...SAMPLE,
  id: 'd1',
  number: null,
  partnerId: 'p1',
  caf: '93',
  processId: null,
  conventionId: 'c1',
  contratId: 'k1',
  replacesId: null,
  reason: null,
  partnerSince: null,
  motif: null,
  remindersSent: 0,
  sentAt: null,
  completedAt: null,
  signedAt: null,
  activatedAt: null,
  closedAt: null,
  signatures: SAMPLE.signatures.map(({ voided, ...signature }, index) => ({
    ...signature,
    id: `s${index}`,
    ip: '192.0.2.1',
    voidedAt: voided ? signature.at : null,
  })),
};
const CONTEXT: PrintableContext = {
  partner: SAMPLE.partner,
  caf: SAMPLE.caf,
  conventionNumber: '25_118',
  eligibility: SAMPLE.eligibility,
  history: SAMPLE.history,
};

describe('printable', () => {
  test('a stored document prints with the number of its convention, without the network address of its signatories', () => {
    expect(printable(STORED, CONTEXT)).toEqual(SAMPLE);
    expect(printable({ ...STORED, number: '24_7' }, CONTEXT).number).toBe('24_7');
  });

  test('what is signed of it is the same before and after', () => {
    expect(canonicalContent(printable(STORED, CONTEXT))).toBe(canonicalContent(STORED));
  });

  test('the eligibility form goes with the Esat bulletin only (ESAT-5)', () => {
    expect(printable({ ...STORED, kind: 'AVENANT' }, CONTEXT).eligibility).toBeNull();
    expect(printable({ ...STORED, service: 'CDAP' }, CONTEXT).eligibility).toBeNull();
  });
});

describe('printableVersion (§4.3 « Signature »)', () => {
  const former = { version: 1, siret: '99991041700024', content: { roles: ['ANCIEN'] }, at: STORED.createdAt };

  test('a former version prints what it said, with its own signatures, and says which one is in its place', () => {
    const print = printableVersion(STORED, former, CONTEXT);
    expect(print).toMatchObject({ version: 1, siret: former.siret, content: former.content, replacedBy: 2 });
    expect(print.signatures.map(({ version }) => version)).toEqual([1]);
    const text = documentText(print);
    expect(text.notices[0]).toBe('Version 1, sans effet : la version 2 la remplace.');
    expect(text.signatures.paragraphs.join(' ')).not.toContain('pas encore');
  });

  test('the version in force prints as the document did when it was signed, whatever rewrote it since (CONV-16)', () => {
    const { version, siret, content, createdAt: at } = STORED;
    const amended = { ...STORED, content: { roles: ['AUTRE'] } };
    const print = printableVersion(amended, { version, siret, content, at }, CONTEXT);
    expect([print.content, print.replacedBy]).toEqual([content, undefined]);
  });
});

describe('lastChangeOf', () => {
  test('is the last signature or event, or the making of the document', () => {
    expect(lastChangeOf(SAMPLE)).toEqual(new Date('2025-05-12T08:30:00.000Z'));
    expect(lastChangeOf({ ...SAMPLE, signatures: [], history: [] })).toEqual(SAMPLE.createdAt);
  });
});
