import type { Policy, WaveSize } from '../policy/policy.ts';
import { waitingToOpen } from './figures.ts';
import type { ReopeningFacts, TuteurCell } from './types.ts';

/** `POLICY_TUT_WAVES`: how many Cafs the wave of this number (from 1) opens; past the last one told, all that wait. */
export function waveSize(number: number, { tuteurWaves }: Policy): WaveSize {
  return tuteurWaves[number - 1] ?? 'all';
}

/** The Cafs of the next wave: those with fewest tuteurs first, so that what goes wrong goes wrong for few. */
export function nextCafs({ waves }: ReopeningFacts, cells: readonly TuteurCell[], policy: Policy): string[] {
  const waiting = [...waitingToOpen(cells)].sort(([a, n], [b, m]) => n - m || a.localeCompare(b));
  const size = waveSize(waves.length + 1, policy);
  return waiting.slice(0, size === 'all' ? undefined : size).map(([caf]) => caf);
}

/** When the next wave opens: a quiet time after the last one (`POLICY_TUT_QUIET`); null: nobody waits. */
export function nextWaveAt({ waves }: ReopeningFacts, cells: readonly TuteurCell[], policy: Policy): Date | null {
  const last = waves.at(-1);
  if (waitingToOpen(cells).size === 0) return null;
  return new Date(last === undefined ? 0 : Date.parse(last.at) + policy.tuteurQuietMs);
}

/** `POLICY_TUT_STOP`: so many tuteurs have signalled a missing protégé, of those who are open, that nobody should go on. */
export function mustStop(signals: number, open: number, { tuteurStop: { share, least } }: Policy): boolean {
  return signals >= least && signals >= open * share;
}
