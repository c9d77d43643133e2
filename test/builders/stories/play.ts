import { expect } from '@jest/globals';
import type { AnyRoute } from '../../../domain/dossier/kind.ts';
import { DEFAULT_POLICY } from '../../../domain/policy/policy.ts';
import { Play, stateOf } from '../dossier.ts';

/** What a dossier goes through along a route, told step by step; throws where it goes another way. */
export type Scenario = (route: AnyRoute) => void;

const AT = '2026-03-02T09:00:00Z';
export const play = (dossier: Parameters<typeof stateOf>[0], route: AnyRoute) =>
  new Play(dossier, AT, DEFAULT_POLICY, route);

/** The phase and state in which it stands now, and its end. */
export function at(one: Play, phase: string, state: string, endedAs: string | null = null): void {
  const { dossier } = one;
  expect([dossier.facts.phase, stateOf(dossier), dossier.endedAs]).toEqual([phase, state, endedAs]);
}

/** … and by which passage it came there: what its history tells. */
export function cameBy(one: Play, from: string, outcome: string, to: string): void {
  expect(one.walked.at(-1)).toEqual({ from, outcome, to });
}
