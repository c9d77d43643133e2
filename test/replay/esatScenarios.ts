import { beginLate } from '../../domain/lateDeclaration/procedure.ts';
import { untilEnded } from '../people.ts';
import type { Running } from '../running.ts';
import { peupliers, startCase, task } from './cases.ts';
import type { Scenario } from './scenarios.ts';

/** An Esat let the window of a year pass (ESAT-8). */
async function late(running: Running): Promise<string> {
  const { state, facts } = beginLate('Les Peupliers', 2026);
  return startCase(running, await peupliers(running), { type: 'lateDeclaration', state, facts });
}

/** What becomes of what an Esat declared, or did not. */
export const ESAT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'lateDeclaration-received-otherwise',
    async play(running) {
      const id = await late(running);
      await task(running, id, 'received');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'lateDeclaration-unanswered',
    async play(running) {
      const id = await late(running);
      await task(running, id, 'unanswered', { note: 'Trois appels sans réponse' });
      await untilEnded(running, id);
      return id;
    },
  },
];
