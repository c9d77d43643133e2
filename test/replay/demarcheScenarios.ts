import { newId } from '../../adapters/store/ids.ts';
import type { DemarcheFacts } from '../../domain/demarche/types.ts';
import { untilEnded } from '../people.ts';
import type { Running } from '../running.ts';
import { ADMINISTRATEUR, act, CAF_ADMIN, peupliers, startCase, task } from './cases.ts';
import type { Scenario } from './scenarios.ts';

/** Claire deposits a démarche; what she declared is sealed elsewhere. */
async function deposited(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const { id: askedBy } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  const facts: DemarcheFacts = {
    ...{ form: 'ADRESSE', protege: newId(), number: 'DEM-4K7M2Q9X', askedBy, declaredId: newId() },
    ...{ exchanges: [], askedSince: null, reminders: 0 },
  };
  return startCase(running, partnerId, { type: 'demarche', state: 'DEPOSEE', facts });
}

/** What a tuteur declares online, branch by branch (TUT-14). */
export const DEMARCHE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'demarche-taken-and-accepted',
    async play(running) {
      const id = await deposited(running);
      await act(running, id, CAF_ADMIN, { type: 'take' });
      await task(running, id, 'accept');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'demarche-complement-given-and-refused',
    async play(running) {
      const id = await deposited(running);
      await task(running, id, 'ask', { text: 'words' });
      await act(running, id, ADMINISTRATEUR, { type: 'supply', wordsId: 'words', file: null });
      await task(running, id, 'refuse', { reason: 'words' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'demarche-complement-reminded-and-never-given',
    policy: { demarcheReminders: [300], demarcheEndMs: 900, quietHours: null },
    async play(running) {
      const id = await deposited(running);
      await task(running, id, 'ask', { text: 'words' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'demarche-withdrawn',
    async play(running) {
      const id = await deposited(running);
      await act(running, id, ADMINISTRATEUR, { type: 'withdraw' });
      await untilEnded(running, id);
      return id;
    },
  },
];
