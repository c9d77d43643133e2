import { newId } from '../../adapters/store/ids.ts';
import type { ActivityChangeFacts } from '../../domain/activityChange/types.ts';
import { untilEnded } from '../people.ts';
import type { Running } from '../running.ts';
import { ADMINISTRATEUR, act, peupliers, startCase, task } from './cases.ts';
import type { Scenario } from './scenarios.ts';

/** Claire declares a departure; whom it is about is sealed elsewhere. */
async function declared(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const { id: askedBy } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  const facts: ActivityChangeFacts = {
    ...{ number: 'CA-4K7M2Q9X', change: 'DEPART', askedBy, worker: 'mark', declaredId: newId(), answerId: null },
  };
  return startCase(running, partnerId, { type: 'activityChange', state: 'TRANSMIS', facts });
}

/** What an Esat declares of a worker in the year, branch by branch (ESAT-9). */
export const ACTIVITY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'activityChange-accepted',
    async play(running) {
      const id = await declared(running);
      await task(running, id, 'accept');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'activityChange-refused',
    async play(running) {
      const id = await declared(running);
      await task(running, id, 'refuse', { reason: 'words' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'activityChange-withdrawn',
    async play(running) {
      const id = await declared(running);
      await act(running, id, ADMINISTRATEUR, { type: 'withdraw' });
      await untilEnded(running, id);
      return id;
    },
  },
];
