import { describe, expect, test } from '@jest/globals';
import { AGENT, dossierFrom, newDossier, Play, stateOf } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import type { Dossier } from './types.ts';

const opened = (heldBy: string | null = null, caf = '93', over = {}) =>
  new Play(dossierFrom(newDossier({ caf, ...over }), [], heldBy)).act({ type: 'open' });
const documentsAsked = (play: Play) => play.fillEligibility().task('VERIFIER_ELIGIBILITE', 'eligible');
const questions = ({ tasks }: Dossier) =>
  tasks.filter(({ kind, state }) => kind === 'VERIFIER_PORTEE' && state === 'OUVERTE').map(({ reason }) => reason);

describe('several départements at the bulletin (ESAT-28, DEL-7)', () => {
  const wide = () => documentsAsked(opened()).completeBulletin({ departments: ['93', '77'] });

  test('the Caf is asked, and does not put it in force meanwhile', () => {
    const play = wide();
    expect(questions(play.dossier)).toEqual([expect.stringMatching(/93, 77.*Centre national d'appui/)]);
    play.signAll();
    const documentIds = play.dossier.documents.map(({ id }) => id);
    const refusal = refused(() => play.act({ type: 'countersign', documentIds }, AGENT));
    expect([refusal?.code, play.dossier.services]).toEqual(['PORTEE_A_VERIFIER', []]);
  });

  test('one département: it goes back to the partner, then on as usual', () => {
    const play = wide().signAll().task('VERIFIER_PORTEE', 'single');
    expect(play.document('BULLETIN')).toMatchObject({ state: 'A_CORRIGER', reason: expect.stringMatching(/\(93\)/) });
    expect(play.templates().at(-1)).toBe('MAIL-52');
    play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(stateOf(play.dossier)).toBe('SERVICE_OUVERT');
    expect(questions(play.dossier)).toEqual([]);
  });

  test('several: it waits for the move to the CNA, is asked nothing more, and goes on there without a second signature (DEL-11)', () => {
    const play = wide().signAll().task('VERIFIER_PORTEE', 'several');
    expect(play.audit.map(({ action }) => action)).toContain('dossier.toCna');
    expect([stateOf(play.dossier), questions(play.dossier)]).toEqual(['DOCUMENTS_SIGNES', []]);
    play.dossier = { ...play.dossier, caf: 'CNA', readerCaf: '93' };
    play.act({ type: 'tick' }).task('CONTRESIGNER', 'countersign');
    expect([stateOf(play.dossier), play.document('BULLETIN').version]).toEqual(['SERVICE_OUVERT', 2]);
    // who signed stays who signed (DEL-8)
    expect(new Set(play.dossier.documents.map(({ caf }) => caf))).toEqual(new Set(['93']));
  });

  test('given back to its Caf meanwhile, the question is asked again', () => {
    const play = wide().task('VERIFIER_PORTEE', 'several');
    play.dossier = { ...play.dossier, caf: 'CNA' };
    play.act({ type: 'tick' });
    play.dossier = { ...play.dossier, caf: '93' };
    expect(questions(play.act({ type: 'tick' }).dossier)).toEqual([expect.stringMatching(/93, 77/)]);
  });

  test('a partner who corrects it by itself ends the question; at the CNA there is none', () => {
    const play = wide();
    play.act({ type: 'return', documentIds: [play.document('BULLETIN').id], reason: 'Département' }, AGENT);
    expect(questions(play.completeBulletin().dossier)).toEqual([]);
    const cna = documentsAsked(opened(null, 'CNA'))
      .completeBulletin({ departments: ['93', '77'] })
      .signAll();
    expect(stateOf(cna.task('CONTRESIGNER', 'countersign').dossier)).toBe('SERVICE_OUVERT');
  });
});

describe('a second Caf (CON-11, DEL-11)', () => {
  const asked = (departments = ['93']) => {
    const partner = { ...newDossier().partner, departments };
    return opened('93', '75', { partner });
  };
  const wide = (play: Play) => Object.assign(play.dossier.partner, { departments: ['93'] });

  test('it is the managing Caf’s dossier: a flag, and a question before the partner gets documents', () => {
    const play = documentsAsked(asked());
    expect(play.dossier).toMatchObject({ caf: '93', readerCaf: '75', flags: expect.arrayContaining(['AUTRE_CAF']) });
    expect(questions(play.dossier)).toEqual([expect.stringMatching(/\(75\).*un SIRET n'a qu'une convention/)]);
    expect([play.dossier.documents, play.templates()]).toEqual([[], ['MAIL-51']]);
  });

  test('one département: the dossier goes on there, of its département', () => {
    const play = documentsAsked(asked(['75']));
    wide(play);
    play.task('VERIFIER_PORTEE', 'single');
    expect(play.dossier.documents.map(({ kind, caf }) => `${kind} ${caf}`)).toEqual([
      'CONVENTION 93',
      'CONTRAT 93',
      'BULLETIN 93',
    ]);
    expect(play.dossier.documents[0]?.content.departments).toEqual(['93']);
    expect(play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign').dossier.services).toMatchObject([
      { state: 'OUVERTE' },
    ]);
  });

  test('several: the partner moves to the CNA, and the dossier goes on there with both départements', () => {
    const play = documentsAsked(asked(['75']));
    wide(play);
    play.task('VERIFIER_PORTEE', 'several');
    expect(play.transfers).toMatchObject([{ departments: ['75', '93'] }]);
    expect([play.dossier.documents, questions(play.dossier)]).toEqual([[], []]);
    play.dossier = { ...play.dossier, caf: 'CNA' };
    play.act({ type: 'tick' });
    expect(play.dossier.documents[0]).toMatchObject({ caf: 'CNA', content: { departments: ['75', '93'] } });
  });

  test('asked of the CNA, which manages it, there is no question', () => {
    const play = opened('CNA');
    expect([play.dossier.caf, play.dossier.readerCaf, questions(play.dossier)]).toEqual(['CNA', '93', []]);
    expect(play.dossier.flags).not.toContain('AUTRE_CAF');
  });
});
