import { expect } from '@jest/globals';
import { endingFacts } from '../../../domain/conventionEnding/begin.ts';
import type { Ending } from '../../../domain/conventionEnding/types.ts';
import type { AnyRoute } from '../../../domain/dossier/kind.ts';
import { DEFAULT_POLICY } from '../../../domain/policy/policy.ts';
import { AGENT, dossierFrom, inForce, newDossier, PARTNER, Play } from '../dossier.ts';
import { at, play, type Scenario } from './play.ts';

/** The convention of a partner ends, as it is asked at the instant of the builders. */
export function ending(asked: Omit<Ending, 'conventionId'>, route?: AnyRoute): Play {
  const { siret } = newDossier().partner;
  const known = dossierFrom(newDossier({ type: 'conventionnement', esat: null }), inForce({ siret }));
  const when = { ...DEFAULT_POLICY, at: new Date('2026-03-02T09:00:00Z') };
  const facts = endingFacts(asked, { conventionId: 'convention', running: null }, when);
  const dossier = { ...known, type: 'conventionEnding', facts };
  return (route === undefined ? new Play(dossier) : play(dossier, route)).act({ type: 'open' });
}

const LEAVES: Omit<Ending, 'conventionId'> = {
  reason: 'L’établissement ferme',
  endsOn: '2026-12-31',
  by: 'PARTENAIRE',
};

/** Together they go through every outcome of every phase. */
export const SCENARIOS: Record<string, Scenario> = {
  'the notice is over': (route) => {
    const one = ending(LEAVES, route);
    at(one, 'notice', 'PREAVIS');
    one.later('2026-12-30T22:59:59Z').act({ type: 'tick' });
    at(one, 'notice', 'PREAVIS');
    one.later('2026-12-30T23:00:00Z').act({ type: 'tick' });
    at(one, 'closing', 'CONVENTION_CLOSE', 'CONVENTION_CLOSE');
    expect(one.walked.slice(-2)).toEqual([
      { from: 'notice', outcome: 'due', to: 'closing' },
      { from: 'closing', outcome: 'closed', to: 'CONVENTION_CLOSE' },
    ]);
  },
  'the Caf closes it before': (route) => {
    const one = ending({ ...LEAVES, endsOn: null, by: 'CAF' }, route);
    at(one, 'notice', 'PREAVIS');
    one.act({ type: 'close', documentId: 'convention', reason: 'Cessation' }, AGENT);
    at(one, 'notice', 'CONVENTION_CLOSE', 'CONVENTION_CLOSE');
  },
  'it is taken back': (route) => {
    const one = ending(LEAVES, route);
    one.act({ type: 'withdraw', reason: 'Nous restons' }, PARTNER);
    at(one, 'notice', 'ABANDONNE', 'ABANDONNE');
  },
};
