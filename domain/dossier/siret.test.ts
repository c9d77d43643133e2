import { beforeEach, describe, expect, test } from '@jest/globals';
import { AGENT, dossierFrom, inForce, newDossier, PARTNER, Play, stateOf } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import type { ContractDocument } from '../document/types.ts';
import { displaySiret } from '../formats/siret.ts';
import type { ServiceCode } from '../service/services.ts';

const CONVENTION = '99991643000013';
const OTHER = '99991643000021';
const OTHER_SHOWN = displaySiret(OTHER);
const THIRD = '99991643000039';

describe('a bulletin with another SIRET than the convention (CONV-17, ESAT-20, ESAT-21)', () => {
  let play: Play;
  beforeEach(() => {
    play = new Play(
      dossierFrom(
        newDossier({
          partner: { ...newDossier().partner, siret: CONVENTION },
          esat: {
            knownInMcp: true,
            knownInHabtiers: false,
            activeInHabtiers: null,
            conventionNumber: '22_051',
            conventionSiret: null,
            conventionMode: 'DELEGUE',
          },
        }),
        inForce({ siret: CONVENTION }),
      ),
    )
      .act({ type: 'open' })
      .eligibleByCaf()
      .task('VERIFIER_MISSION', 'confirmed')
      .completeBulletin({ siret: OTHER });
  });
  const openTasks = () => play.dossier.tasks.filter(({ state }) => state === 'OUVERTE').map(({ kind }) => kind);
  const told = () => play.templates().filter((template) => template === 'MAIL-27').length;

  test('the second wrong answer reaches the Caf as the first did: a task with its words, a mail', () => {
    play.later('2026-03-03T09:00:00Z').task('CORRIGER_SIRET', 'askPartner');
    expect([openTasks(), told()]).toEqual([[], 1]); // it waits for the partner
    play.later('2026-03-04T09:00:00Z').completeBulletin({ siret: THIRD });
    expect([stateOf(play.dossier), openTasks(), told()]).toEqual(['BLOQUE_SIRET', ['CORRIGER_SIRET'], 2]);
    play.later('2026-03-05T09:00:00Z').completeBulletin({ siret: OTHER }); // unasked, the task still open
    expect([openTasks(), told()]).toEqual([['CORRIGER_SIRET'], 3]);
    expect(play.dossier.tasks.at(-1)?.reason).toContain(OTHER_SHOWN);
  });

  test('the avenant bears the SIRET of the bulletin, no other', () => {
    expect(refused(() => play.task('CORRIGER_SIRET', 'avenant', { siret: THIRD }))?.faults).toMatchObject([
      { path: 'siret', rule: 'ESAT-21' },
    ]);
    expect(openTasks()).toEqual(['CORRIGER_SIRET']);
  });

  test('the partner refuses the avenant: the bulletin does not advance with its other SIRET, the Caf is told', () => {
    play.later('2026-03-03T09:00:00Z').task('CORRIGER_SIRET', 'avenant', { siret: OTHER });
    const avenant = play.dossier.documents.find(({ content }) => content.avenant?.object === 'CORRECTION_SIRET');
    expect(play.document('BULLETIN').state).toBe('A_SIGNER');
    play
      .later('2026-03-04T09:00:00Z')
      .act({ type: 'decline', documentIds: [avenant?.id ?? ''], reason: 'Notre siège reste le même.' }, PARTNER);
    expect(play.document('BULLETIN').state).toBe('A_CORRIGER');
    expect([stateOf(play.dossier), openTasks(), told()]).toEqual(['BLOQUE_SIRET', ['CORRIGER_SIRET'], 2]);
    play.completeBulletin({ siret: CONVENTION });
    expect([stateOf(play.dossier), openTasks()]).toEqual(['BULLETIN_COMPLETE', []]);
  });

  describe('while an avenant waits for its signatures, the partner writes yet another SIRET', () => {
    beforeEach(() => {
      play.later('2026-03-03T09:00:00Z').task('CORRIGER_SIRET', 'avenant', { siret: OTHER });
      play.act({ type: 'return', documentIds: [play.document('BULLETIN').id], reason: 'Rôles' }, AGENT);
      play.later('2026-03-04T09:00:00Z').completeBulletin({ siret: THIRD });
    });

    test('it is asked for the one that the convention will have, not for the one it has', () => {
      play.task('CORRIGER_SIRET', 'askPartner');
      expect(play.mails.at(-1)?.params).toMatchObject({
        template: 'MAIL-52',
        reason: expect.stringContaining(OTHER_SHOWN),
      });
    });

    test('or another avenant takes the place of the first', () => {
      play.task('CORRIGER_SIRET', 'avenant', { siret: THIRD });
      const avenants = play.dossier.documents.filter(({ content }) => content.avenant?.object === 'CORRECTION_SIRET');
      expect(avenants.map(({ state }) => state)).toEqual(['ABANDONNE', 'A_SIGNER']);
      play.signAll().task('CONTRESIGNER', 'countersign');
      const convention = play.dossier.inForce.find(({ kind }) => kind === 'CONVENTION');
      expect([stateOf(play.dossier), convention?.siret]).toEqual(['SERVICE_OUVERT', THIRD]);
    });

    test('or the one it has after all, and nothing is left to rewrite', () => {
      play.later('2026-03-05T09:00:00Z').completeBulletin({ siret: CONVENTION });
      play.task('CORRIGER_SIRET', 'avenant', { siret: CONVENTION });
      expect(play.document('AVENANT').state).toBe('ABANDONNE');
      play.signAll().task('CONTRESIGNER', 'countersign');
      expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    });
  });
});

describe('another SIRET at the bulletin of a new partner (ESAT-21, CONV-16)', () => {
  const SIRET = newDossier().partner.siret;
  const sent = () =>
    new Play(dossierFrom(newDossier({ type: 'conventionnement', services: ['ADONIS'], esat: null }))).act({
      type: 'open',
    });
  /** the two signatures of every document cover the same content */
  const signedAlike = (play: Play) =>
    play.dossier.documents.every(({ signatures }) => new Set(signatures.map((one) => one.contentHash)).size === 1);

  test('nothing is signed yet: convention and contrat take it in a new version, without an avenant', () => {
    const play = sent().completeBulletin({ siret: OTHER });
    const { linkVersion } = play.dossier;
    play.task('CORRIGER_SIRET', 'avenant', { siret: OTHER });
    const facts = ({ kind, state, version, siret }: ContractDocument) => [kind, state, version, siret];
    expect(play.dossier.documents.map(facts)).toEqual([
      ['CONVENTION', 'A_SIGNER', 2, OTHER],
      ['CONTRAT', 'A_SIGNER', 2, OTHER],
      ['BULLETIN', 'A_SIGNER', 3, OTHER],
    ]);
    expect(play.audit.filter(({ action }) => action === 'document.edit')).toMatchObject(
      Array(2).fill({ before: { version: 1, siret: SIRET }, after: { version: 2, siret: OTHER } }),
    );
    expect([play.dossier.linkVersion, play.mails.at(-1)?.params.template]).toEqual([linkVersion + 1, 'MAIL-25']);
    play.signAll().task('CONTRESIGNER', 'countersign');
    expect([stateOf(play.dossier), signedAlike(play)]).toEqual(['SERVICE_OUVERT', true]);
  });

  test('of two bulletins the one that bore the former SIRET goes back to the partner, who is told', () => {
    const services: ServiceCode[] = ['ADONIS', 'AFAS'];
    const play = new Play(dossierFrom(newDossier({ type: 'conventionnement', services, esat: null })));
    const [former] = play.act({ type: 'open' }).dossier.documents.filter(({ service }) => service === 'ADONIS');
    play.completeBulletin({ siret: OTHER }).later('2026-03-03T09:00:00Z').completeBulletin({}, former);
    play.later('2026-03-04T09:00:00Z').task('CORRIGER_SIRET', 'avenant', { siret: OTHER });
    const states = play.dossier.documents.map(({ kind, state }) => `${kind} ${state}`);
    expect(states.slice(2)).toEqual(['BULLETIN A_CORRIGER', 'BULLETIN A_SIGNER']);
    expect(play.mails.slice(-2).map(({ params }) => params)).toMatchObject([
      {
        template: 'MAIL-25',
        documents: expect.arrayContaining(["Bulletin d'adhésion au service Aide financière d'action sociale (Afas)"]),
      },
      {
        template: 'MAIL-52',
        documents: ["Bulletin d'adhésion au service Adonis"],
        reason: expect.stringContaining(OTHER_SHOWN),
      },
    ]);
  });

  test('the convention is signed: an avenant rewrites it, once both have signed it as it was', () => {
    const play = sent().signAll().completeBulletin({ siret: OTHER });
    play.task('CORRIGER_SIRET', 'avenant', { siret: OTHER }).signAll();
    const alone = { type: 'countersign' as const, documentIds: [play.document('AVENANT').id] };
    expect(() => play.act(alone, AGENT)).toThrow(expect.objectContaining({ code: 'DOCUMENTS_MANQUANTS' }));
    play.task('CONTRESIGNER', 'countersign');
    expect([stateOf(play.dossier), signedAlike(play)]).toEqual(['SERVICE_OUVERT', true]);
    expect([play.document('CONVENTION').siret, play.document('CONTRAT').siret]).toEqual([OTHER, SIRET]);
  });
});

test('a contrat made later bears the SIRET of its convention, corrected by an avenant or not (CONV-16, DEL-5)', () => {
  const [convention, contrat] = inForce({ siret: CONVENTION });
  if (convention === undefined || contrat === undefined) throw new Error('no convention');
  const known = [{ ...convention, siret: OTHER }, contrat];
  const over = { type: 'conventionnement', esat: null, delegationMode: 'CENTRALISE' } as const;
  const play = new Play(dossierFrom(newDossier({ ...over, services: ['ADONIS'] }), known)).act({ type: 'open' });
  expect([play.document('CONVENTION').siret, play.document('CONTRAT').siret]).toEqual([OTHER, OTHER]);
});
