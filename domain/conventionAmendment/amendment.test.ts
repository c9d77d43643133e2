import { describe, expect, test } from '@jest/globals';
import { newDossier } from '../../test/builders/dossier.ts';
import { amending } from '../../test/builders/stories/conventionAmendment.ts';
import { refused } from '../../test/refused.ts';
import { contractingCaf } from '../document/avenant.ts';
import { live } from '../dossier/documents.ts';
import { draftDocument } from '../dossier/plan.ts';
import { amendmentFacts } from './begin.ts';

const { siret, raisonSociale } = newDossier().partner;
const OTHER = '99991041700024';
const convention = { siret, contractingCaf: '93', departments: ['93'] };
const ground = { caf: '93', raisonSociale, convention, heldBy: null };
const change = { object: 'CHANGEMENT_SIRET', siret: OTHER, reason: 'x' } as const;

describe('what may be asked (CONV-16)', () => {
  test.each([
    ['no convention', change, { convention: null }, 'ETAT_INCOMPATIBLE'],
    ['the SIRET that it bears', { ...change, siret }, {}, 'SAISIE_INVALIDE'],
    ['the SIRET of another partner', change, { heldBy: 'other' }, 'SIRET_DEJA_TENU'],
    [
      'a département that it reaches',
      { object: 'EXTENSION_PORTEE', departments: ['93'], reason: 'x' },
      {},
      'SAISIE_INVALIDE',
    ],
    ['the Caf that contracts', { object: 'CHANGEMENT_CAF', reason: 'x' }, {}, 'ETAT_INCOMPATIBLE'],
  ] as const)('not %s', (_, asked, over, code) => {
    const refusal = refused(() => amendmentFacts(asked, { ...ground, ...over }));
    expect(refusal?.code ?? null).toBe(code);
  });
});

describe('both have signed', () => {
  test('who signed for the partner, its administrateurs and the Caf are told that the avenant is in force, and what it changes', () => {
    const play = amending(change).signAll();
    play.dossier.people.administrateurs = [
      { name: 'Claire Aubert', email: 'claire@peupliers.example', closesOn: null },
    ];
    const told = () => play.mails.filter(({ params }) => params.template === 'MAIL-111');
    expect(told()).toEqual([]);
    play.task('CONTRESIGNER', 'countersign');
    expect(told().map(({ to }) => to)).toEqual([
      'claire@peupliers.example',
      play.dossier.linkEmail,
      expect.stringContaining('93'),
    ]);
    for (const { params } of told())
      expect(params).toMatchObject({ changes: [`SIRET : ${OTHER} (jusqu’ici : ${siret})`] });
  });

  test('another SIRET: convention and partner bear it, Tiersi knows the partner by the former one, the avenant keeps both', () => {
    const play = amending(change).signAll();
    expect(play.dossier.partner.siret).toBe(siret);
    play.task('CONTRESIGNER', 'countersign');
    expect(play.dossier.partner).toMatchObject({ siret: OTHER, referenceTiersi: siret });
    expect(live(play.dossier, 'CONVENTION')?.siret).toBe(OTHER);
    expect(play.document('AVENANT').content.avenant).toMatchObject({ before: { siret }, after: { siret: OTHER } });
    expect(play.audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['convention.amended', 'partner.siret']),
    );
  });

  test('one more département: the partner moves to the CNA (DEL-7)', () => {
    const play = amending({ object: 'EXTENSION_PORTEE', departments: ['93', '77'], reason: 'x' }).signAll();
    expect(play.transfers).toEqual([]);
    play.task('CONTRESIGNER', 'countersign');
    expect(live(play.dossier, 'CONVENTION')?.content.departments).toEqual(['77', '93']);
    expect(play.transfers).toMatchObject([{ departments: ['77', '93'] }]);
  });

  test('another contracting Caf: who signed the convention stays, what is made from now on bears the other (DEL-8)', () => {
    const play = amending({ object: 'CHANGEMENT_CAF', reason: 'x' }, undefined, 'CNA').signAll();
    play.task('CONTRESIGNER', 'countersign');
    const held = live(play.dossier, 'CONVENTION');
    if (held === undefined) throw new Error('a convention');
    expect([held.caf, contractingCaf(held), play.document('AVENANT').caf]).toEqual(['93', 'CNA', '93']);
    const desk = { ...play.context(), dossier: play.dossier, audit: [] } as unknown as Parameters<
      typeof draftDocument
    >[0];
    expect(draftDocument(desk, { kind: 'AVENANT', service: null, content: {}, replaces: null }).caf).toBe('CNA');
  });
});

test('CONV-15: an avenant that speaks of what the convention no longer says ends', () => {
  const play = amending(change);
  const held = live(play.dossier, 'CONVENTION');
  if (held !== undefined) held.siret = '99991041700032';
  play.act({ type: 'tick' });
  expect([play.dossier.endedAs, play.document('AVENANT').state]).toEqual(['ABANDONNE', 'ABANDONNE']);
});
