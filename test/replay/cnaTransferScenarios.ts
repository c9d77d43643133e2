import { untilEnded } from '../people.ts';
import type { Running } from '../running.ts';
import { act, CAF_ADMIN, peupliers, startCase } from './cases.ts';
import type { Scenario } from './scenarios.ts';

/** ESAT Les Peupliers is on its way to the CNA. */
async function moving(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  return again(running, partnerId);
}

function again(running: Running, partnerId: string): Promise<string> {
  const facts = { from: '93', departments: ['77', '93'], reason: 'Essai', movedAt: null, undoneFor: null };
  return startCase(running, partnerId, { type: 'cnaTransfer', state: 'A_FAIRE', facts });
}

/** The move of a partner to the CNA, branch by branch. */
export const CNA_TRANSFER_SCENARIOS: readonly Scenario[] = [
  {
    name: 'cnaTransfer-undone',
    async play(running) {
      const id = await moving(running);
      await act(running, id, CAF_ADMIN, { type: 'undo', reason: 'Erreur' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'cnaTransfer-overtaken',
    async play(running) {
      const first = await moving(running);
      const { partnerId } = await running.database.process.findUniqueOrThrow({ where: { id: first } });
      const id = await again(running, partnerId ?? '');
      await untilEnded(running, id);
      return id;
    },
  },
];
