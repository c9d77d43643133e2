import { describe, expect, test } from '@jest/globals';
import { AGENT, dossierFrom, inForce, newDossier, Play } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import type { DocumentContent } from '../document/types.ts';

const SIRET = '99991041700016';
const COMMA = ['Aide, conseil', 'ESAT'];

const faultsOf = (work: () => unknown) => refused(work)?.faults.map(({ path, code }) => `${path} ${code}`);

/** An Esat dossier of case 3, its mission said to have changed, with bulletin and avenant sent. */
const case3 = (missions: string[]) =>
  new Play(
    dossierFrom(
      newDossier({
        esat: {
          knownInMcp: true,
          knownInHabtiers: false,
          activeInHabtiers: null,
          conventionNumber: '22_051',
          conventionSiret: null,
          conventionMode: 'DELEGUE',
        },
      }),
      inForce({ siret: SIRET, missions: ['Aide'] }),
    ),
  )
    .act({ type: 'open' })
    .eligibleByCaf()
    .task('VERIFIER_MISSION', 'changed', { missions });

const conventionOf = ({ dossier }: Play) => dossier.inForce.find(({ kind }) => kind === 'CONVENTION');
const finished = (play: Play) => play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');

/** A conventionnement whose documents were just sent. */
const sent = () =>
  new Play(dossierFrom(newDossier({ type: 'conventionnement', services: ['ADONIS'], esat: null }))).act({
    type: 'open',
  });
const edit = (play: Play, kind: string, content: Pick<DocumentContent, 'missions' | 'roles' | 'delegationMode'>) =>
  play.act({ type: 'edit', documentId: play.document(kind).id, content }, AGENT);

describe('the missions of an avenant (ESAT-14, CONV-16)', () => {
  test('stand one by one, whatever signs they are written with', () => {
    expect(conventionOf(finished(case3(COMMA)))?.content.missions).toEqual(COMMA);
  });

  test('are corrected in what was returned, and in what was sent', () => {
    const returned = case3(['Faute']);
    const { id } = returned.document('AVENANT');
    returned.act({ type: 'return', documentIds: [id], reason: 'Mission' }, AGENT);
    returned.task('CORRIGER_DOCUMENTS', 'send', { missions: COMMA });
    const edited = edit(case3(['Faute']), 'AVENANT', { missions: COMMA });
    for (const play of [returned, edited]) {
      expect(play.document('AVENANT')).toMatchObject({
        version: 2,
        content: { avenant: { before: { missions: ['Aide'] }, after: { missions: COMMA } } },
      });
      expect(play.document('AVENANT').content.missions).toBeUndefined();
      expect(conventionOf(finished(play))?.content.missions).toEqual(COMMA);
    }
  });

  test('apply as well where they were drafted as one text', () => {
    const play = case3(['x']);
    const { avenant } = play.document('AVENANT').content;
    if (avenant === undefined) throw new Error('no avenant');
    Object.assign(avenant, { before: { missions: 'Aide' }, after: { missions: 'Aide, ESAT' } });
    expect(conventionOf(finished(play))?.content.missions).toEqual(['Aide', 'ESAT']);
  });
});

describe('a correction', () => {
  test('is refused where the document does not bear it, every fault at once', () => {
    const contrat = { missions: ['x'], roles: ['zzz'] };
    expect(faultsOf(() => edit(sent(), 'CONTRAT', contrat))).toEqual(['missions CHAMP_INCONNU', 'roles CHAMP_INCONNU']);
    const convention = { missions: [], delegationMode: 'DELEGUE' as const };
    expect(faultsOf(() => edit(sent(), 'CONVENTION', convention))).toEqual([
      'missions MISSION_MANQUANTE',
      'delegationMode MODE_HORS_CONTRAT',
    ]);
  });

  test('of returned documents is refused where none of them bears it', () => {
    const play = sent();
    play.act({ type: 'return', documentIds: [play.document('CONTRAT').id], reason: 'Mode' }, AGENT);
    const send = (fields: Record<string, unknown>) => faultsOf(() => play.task('CORRIGER_DOCUMENTS', 'send', fields));
    expect(send({ missions: ['x'], delegationMode: 'CENTRALISE' })).toEqual(['missions CHAMP_INCONNU']);
    expect(send({ delegationMode: 'AUTRE' })).toEqual(['delegationMode CHAMP_INVALIDE']);
    expect(play.document('CONTRAT').state).toBe('BROUILLON');
    play.task('CORRIGER_DOCUMENTS', 'send', { delegationMode: 'CENTRALISE' });
    expect(play.document('CONTRAT')).toMatchObject({ state: 'A_SIGNER', content: { delegationMode: 'CENTRALISE' } });
  });

  test('of what was sent voids its link: another is mailed for all that is to be done (§4.3 « Signature »)', () => {
    const play = sent();
    const { linkVersion } = play.dossier;
    edit(play, 'CONTRAT', { delegationMode: 'CENTRALISE' });
    expect(play.dossier.linkVersion).toBe(linkVersion + 1);
    expect(play.mails.at(-1)?.params).toMatchObject({
      template: 'MAIL-25',
      documents: ["Convention d'accès", 'Contrat de services', "Bulletin d'adhésion au service Adonis"],
      link: { version: linkVersion + 1 },
    });
  });

  test('is journalled with what stood there before (CONV-15, S6)', () => {
    const play = edit(sent(), 'CONTRAT', { delegationMode: 'CENTRALISE' });
    expect(play.audit.filter(({ action }) => action === 'document.edit')).toMatchObject([
      {
        before: { version: 1, delegationMode: 'DELEGUE' },
        after: { version: 2, delegationMode: 'CENTRALISE' },
      },
    ]);
    edit(play, 'CONVENTION', { missions: ['Insertion'] });
    expect(play.audit.at(-1)).toMatchObject({ before: { missions: ['ESAT'] }, after: { missions: ['Insertion'] } });
  });
});

test('a reminder by hand names what waits for the partner, not what was returned to the Caf (§4.3 `return`)', () => {
  const play = sent();
  play.act({ type: 'return', documentIds: [play.document('CONTRAT').id], reason: 'Mode' }, AGENT);
  expect(play.document('CONTRAT').partnerSince).toBeNull();
  play.act({ type: 'remind' }, AGENT);
  expect(play.mails.at(-1)?.params).toMatchObject({
    template: 'MAIL-26',
    documents: ["Convention d'accès", "Bulletin d'adhésion au service Adonis"],
  });
  play.completeBulletin().signAll();
  play.document('CONTRAT').partnerSince = play.at; // as returned documents were stored before
  expect(refused(() => play.act({ type: 'remind' }, AGENT))?.code).toBe('RIEN_A_RELANCER');
});
