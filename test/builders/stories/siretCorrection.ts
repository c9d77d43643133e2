import { expect } from '@jest/globals';
import type { AnyRoute } from '../../../domain/dossier/kind.ts';
import { correctionOf, ends, groundOf, O5, O14, undo } from '../correction.ts';
import { type Act, PARTNER, type Play } from '../dossier.ts';
import { at, cameBy, play, type Scenario } from './play.ts';

const TASK = 'CORRIGER_SIRET_TUTEUR';
const REASON = { reason: 'Le partenaire le confirme' };

const begun = (route: AnyRoute, mcp: string, ...sirets: string[]): Play =>
  play(correctionOf(mcp, ...sirets), route).act({ type: 'open' });
const same = (route: AnyRoute) => begun(route, O5.mcp, O5.tiersi);
const other = (route: AnyRoute) => begun(route, O14.mcp, O14.tiersi);
const confirmed = (one: Play, siret: string) => one.task(TASK, 'confirm', { siret });
const answer = (one: Play, siret: string) =>
  one.act({ type: 'answerSiret', siret, words: '' } as unknown as Act, PARTNER);
const looks = (one: Play) => one.act({ type: 'tick' });

function signed(route: AnyRoute): Play {
  const one = confirmed(other(route), O14.tiersi);
  cameBy(one, 'decision', 'toSign', 'avenant');
  one.signAll();
  cameBy(one, 'avenant', 'signed', 'countersignature');
  at(one, 'countersignature', 'AVENANT_SIGNE');
  return one;
}

/** O14 corrected by an avenant that both have signed, and the Caf takes it back: the former SIRET is to be signed for. */
function restoring(route: AnyRoute): Play {
  const one = signed(route).task('CONTRESIGNER', 'countersign');
  at(one, 'corrected', 'CORRIGEE');
  undo(one);
  cameBy(one, 'corrected', 'restoring', 'avenant');
  at(one, 'avenant', 'AVENANT_A_SIGNER');
  return one;
}

/** Together they go through every outcome of every phase. */
export const SCENARIOS: Record<string, Scenario> = {
  'same SIREN: corrected at once, taken back, corrected again, and the reopening ends': (route) => {
    const one = confirmed(same(route), O5.tiersi);
    cameBy(one, 'decision', 'applied', 'corrected');
    at(one, 'corrected', 'CORRIGEE');
    undo(one);
    cameBy(one, 'corrected', 'undone', 'decision');
    at(one, 'decision', 'A_DECIDER');
    confirmed(one, O5.tiersi);
    ends(one);
    looks(one);
    at(one, 'corrected', 'CORRIGEE', 'CORRIGEE');
  },
  'another SIREN: signed and countersigned': (route) => {
    at(signed(route).task('CONTRESIGNER', 'countersign'), 'corrected', 'CORRIGEE');
  },
  'the avenant comes back, then the Caf refuses it': (route) => {
    const one = signed(route).task('CONTRESIGNER', 'return', { reason: 'Illisible' });
    cameBy(one, 'countersignature', 'returned', 'avenant');
    at(one, 'avenant', 'AVENANT_A_SIGNER');
    one.task('CORRIGER_DOCUMENTS', 'send', {}).signAll().task('CONTRESIGNER', 'refuse', REASON);
    cameBy(one, 'countersignature', 'lost', 'decision');
    at(one, 'decision', 'A_DECIDER');
  },
  'the partner refuses the avenant': (route) => {
    const one = confirmed(other(route), O14.tiersi);
    one.act({ type: 'decline', documentIds: [one.document('AVENANT').id], reason: 'Ce n’est pas nous' }, PARTNER);
    cameBy(one, 'avenant', 'lost', 'decision');
    expect(one.dossier.tasks.at(-1)?.reason).toContain('Ce n’est pas nous');
  },
  'the partner is asked and answers': (route) => {
    const one = same(route).task(TASK, 'ask', {});
    at(one, 'question', 'PARTENAIRE_INTERROGE');
    answer(one, O5.tiersi);
    cameBy(one, 'question', 'answered', 'decision');
    at(one, 'decision', 'A_DECIDER');
  },
  'the partner is asked and says nothing': (route) => {
    const one = same(route).task(TASK, 'ask', {}).later('2026-03-20T09:00:00Z');
    looks(one);
    cameBy(one, 'question', 'silent', 'decision');
    at(one, 'decision', 'A_DECIDER');
  },
  'the Caf keeps the SIRET, thinks again, keeps it for good': (route) => {
    const one = same(route).task(TASK, 'keep', REASON);
    at(one, 'kept', 'MAINTENUE');
    undo(one);
    cameBy(one, 'kept', 'undone', 'decision');
    one.task(TASK, 'keep', REASON);
    ends(one);
    looks(one);
    at(one, 'kept', 'MAINTENUE', 'MAINTENUE');
  },
  'Tiersi shows nothing of him: the Caf verifies, and a newer file has a SIRET to correct': (route) => {
    const one = begun(route, O5.mcp);
    at(one, 'decision', 'A_DECIDER');
    one.task('A_VERIFIER', 'ask', {});
    answer(one, O5.tiersi);
    cameBy(one, 'question', 'answered', 'decision');
    one.task('A_VERIFIER', 'keep', REASON);
    at(one, 'kept', 'MAINTENUE');
    one.dossier.tuteur = groundOf(O5.mcp, O5.tiersi);
    looks(one);
    cameBy(one, 'kept', 'again', 'decision');
    at(one, 'decision', 'A_DECIDER');
    confirmed(one, O5.tiersi);
    at(one, 'corrected', 'CORRIGEE');
  },
  'nobody decides': (route) => {
    const one = same(route).later('2026-06-01T09:00:00Z');
    looks(one);
    at(one, 'decision', 'ABANDONNE', 'ABANDONNE');
  },
  'a newer file has another SIRET': (route) => {
    const one = confirmed(same(route), O5.tiersi);
    one.dossier.tuteur = groundOf(O5.tiersi, O5.third);
    looks(one);
    cameBy(one, 'corrected', 'again', 'decision');
    at(one, 'decision', 'A_DECIDER');
  },
  'the reopening ends before the decision, the answer or the signature': (route) => {
    const asked = same(route).task(TASK, 'ask', {});
    const sent = confirmed(other(route), O14.tiersi);
    for (const [one, phase] of [
      [same(route), 'decision'],
      [asked, 'question'],
      [sent, 'avenant'],
    ] as const) {
      ends(one);
      looks(one);
      at(one, phase, 'SANS_OBJET', 'SANS_OBJET');
    }
    expect(sent.document('AVENANT').state).toBe('ABANDONNE');
  },
  'what the partner has signed goes on after the reopening, not after the convention': (route) => {
    const one = signed(route);
    ends(one);
    looks(one);
    at(one, 'countersignature', 'AVENANT_SIGNE');
    one.dossier.inForce = [];
    looks(one);
    at(one, 'countersignature', 'SANS_OBJET', 'SANS_OBJET');
  },
  'taken back by an avenant that is signed': (route) => {
    const one = restoring(route).signAll().task('CONTRESIGNER', 'countersign');
    cameBy(one, 'countersignature', 'restored', 'decision');
    at(one, 'decision', 'A_DECIDER');
  },
  'taken back, and the partner refuses: the correction stands': (route) => {
    const one = restoring(route);
    one.act({ type: 'decline', documentIds: [one.document('AVENANT').id], reason: 'Non' }, PARTNER);
    cameBy(one, 'avenant', 'stays', 'corrected');
    at(one, 'corrected', 'CORRIGEE');
    const late = restoring(route).signAll().task('CONTRESIGNER', 'refuse', REASON);
    cameBy(late, 'countersignature', 'stays', 'corrected');
    at(late, 'corrected', 'CORRIGEE');
  },
};
