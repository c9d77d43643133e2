import { describe, expect, test } from '@jest/globals';
import { dossierFrom, newDossier, Play, stateOf } from '../../test/builders/dossier.ts';
import { esatOnboardingRoute } from '../../workflows/esatOnboarding/workflow.ts';
import { esatOnboarding } from '../esatOnboarding/kind.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { AnyRoute } from './kind.ts';
import { stepsOf } from './steps.ts';

const BEFORE: AnyRoute = esatOnboardingRoute;
/** The release after: nothing leads to `opening` any more; its line stays for those who stand there. */
const AFTER: AnyRoute = { ...BEFORE, countersignature: { returned: 'documents', inForce: 'people' } };

const AT = '2026-03-02T09:00:00Z';

/** A dossier whose documents are countersigned along this story, its service being due a month later. */
function countersigned(route: AnyRoute): Play {
  const one = new Play(dossierFrom(newDossier({ opensOn: '2026-04-01' })), AT, DEFAULT_POLICY, route);
  one.act({ type: 'open' }).fillEligibility().task('VERIFIER_ELIGIBILITE', 'eligible');
  return one.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
}

describe('a phase goes from a story (docs/architecture.md § Changing a running process)', () => {
  test('a dossier that stands in it is carried on along its line', () => {
    const { dossier } = countersigned(BEFORE);
    expect([dossier.facts.phase, stateOf(dossier)]).toEqual(['opening', 'PRET_A_OUVRIR']);
    const one = new Play(dossier, '2026-03-31T22:00:00Z', DEFAULT_POLICY, AFTER).act({ type: 'tick' });
    expect(one.walked).toEqual([{ from: 'opening', outcome: 'opened', to: 'people' }]);
    expect(stateOf(one.dossier)).toBe('SERVICE_OUVERT');
  });

  test('without its line it would stand there for ever: the act that brings about its outcome fails', () => {
    const { opening: _, ...cut } = AFTER;
    const one = new Play(countersigned(BEFORE).dossier, '2026-03-31T22:00:00Z', DEFAULT_POLICY, cut);
    expect(() => one.act({ type: 'tick' })).toThrow('does not say where opening.opened leads');
  });

  test('no other one enters it', () => {
    const { dossier, walked } = countersigned(AFTER);
    expect(dossier.facts.phase).toBe('people');
    expect(walked.map(({ to }) => to)).toEqual(['documents', 'countersignature', 'people']);
  });

  test('it is a step of those who stand in it, of nobody else', () => {
    const steps = (phase: string) =>
      stepsOf({ kind: esatOnboarding, route: AFTER }, { phase, state: 'x', ended: false }).map(({ label }) => label);
    expect(steps('opening')).toContain(esatOnboarding.phases.opening.label);
    expect(steps('documents')).not.toContain(esatOnboarding.phases.opening.label);
    expect(steps('documents')).toHaveLength(Object.keys(AFTER).length);
  });
});
