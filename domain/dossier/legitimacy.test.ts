import { describe, expect, test } from '@jest/globals';
import { dossierFrom, forO6, Play, stateOf } from '../../test/builders/dossier.ts';
import type { Judged } from './judged.ts';
import type { Dossier } from './types.ts';

const T1: Judged = { service: 'CDAP', profile: 'T1', words: 'T1 est-il légitime ?', rule: 'REQ-10' };
const AFAS: Judged = { service: 'AFAS', profile: null, words: 'Afas est-il légitime ?', rule: 'CON-35' };

function opened(services: ('CDAP' | 'AFAS')[], profiles: ('T1' | 'T2')[], toJudge: Judged[]): Play {
  const dossier = dossierFrom(forO6({ services, profiles }));
  Object.assign(dossier.facts, { toJudge });
  return new Play(dossier).act({ type: 'open' });
}
const questions = ({ tasks }: Dossier) =>
  tasks.filter(({ kind, state }) => kind === 'VERIFIER_LEGITIMITE' && state === 'OUVERTE').map(({ reason }) => reason);
const made = ({ documents }: Dossier) => documents.map(({ kind, service, content }) => [kind, service, content.roles]);

describe('what no fact settles of who is entitled (CONV-1)', () => {
  test('is judged by the Caf before any document leaves, each by itself', () => {
    const play = opened(['CDAP', 'AFAS'], ['T1', 'T2'], [T1, AFAS]);
    expect(questions(play.dossier)).toEqual([T1.words, AFAS.words]);
    expect([made(play.dossier), play.templates(), stateOf(play.dossier)]).toEqual([[], [], 'DOCUMENTS_A_PRODUIRE']);
    play.task('VERIFIER_LEGITIMITE', 'legitimate');
    expect([questions(play.dossier), made(play.dossier)]).toEqual([[AFAS.words], []]);
    play.task('VERIFIER_LEGITIMITE', 'legitimate');
    expect(made(play.dossier).slice(2)).toEqual([
      ['BULLETIN', 'CDAP', ['T1', 'T2']],
      ['BULLETIN', 'AFAS', ['AFAS']],
    ]);
    expect(play.templates()).toEqual(['MAIL-25']);
  });

  test('what is refused leaves the dossier with its reason and rule, the rest goes on', () => {
    const play = opened(['CDAP', 'AFAS'], ['T1', 'T2'], [T1, AFAS]);
    play.task('VERIFIER_LEGITIMITE', 'refuse', { reason: 'Pas d’assistant social.' });
    play.task('VERIFIER_LEGITIMITE', 'refuse', { reason: 'Hors action sociale.' });
    expect(made(play.dossier).slice(2)).toEqual([['BULLETIN', 'CDAP', ['T2']]]);
    const lines = play.audit.filter(({ action }) => action === 'dossier.legitimacy');
    expect(lines.map(({ label, rule }) => [label, rule])).toEqual([
      ['Refusé pour « Consulter dossier (Cdap) », profil T1 : Pas d’assistant social.', 'REQ-10'],
      ["Refusé pour « Aide financière d'action sociale (Afas) » : Hors action sociale.", 'CON-35'],
    ]);
  });

  test.each([
    [['CDAP'] as const, [T1]],
    [['AFAS'] as const, [AFAS]],
  ])('with nothing left of %s the dossier ends, the partner was never written to', (services, toJudge) => {
    const play = opened([...services], ['T1'], toJudge).task('VERIFIER_LEGITIMITE', 'refuse', { reason: 'Non.' });
    expect([stateOf(play.dossier), made(play.dossier), play.templates()]).toEqual(['ABANDONNE', [], ['MAIL-54']]);
    expect(play.dossier.facts.endReason).toMatch(/^Refusé pour « .*Non\.$/);
  });
});
