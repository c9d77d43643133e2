import { beforeEach, describe, expect, test } from '@jest/globals';
import { dossierFrom, inForce, newDossier, PARTNER, Play } from '../../test/builders/dossier.ts';
import { DomainError } from '../errors.ts';
import { stateOf } from './state.ts';

const CONVENTION = '99991643000013';
const OTHER = '99991643000021';
const THIRD = '99991643000039';

function faultOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return error.faults.map(({ path, rule }) => `${path} ${rule}`).join();
    throw error;
  }
  return 'nothing was refused';
}

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
    expect(play.dossier.tasks.at(-1)?.reason).toContain(OTHER);
  });

  test('the avenant bears the SIRET of the bulletin, no other', () => {
    expect(faultOf(() => play.task('CORRIGER_SIRET', 'avenant', { siret: THIRD }))).toBe('siret ESAT-21');
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
});
