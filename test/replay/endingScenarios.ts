import { newId } from '../../adapters/store/ids.ts';
import { startEnding } from '../../adapters/store/partner/startEnding.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { AGENT } from '../builders/dossier.ts';
import { send, untilBegun, untilEnded } from '../people.ts';
import type { Running } from '../running.ts';
import { ADMINISTRATEUR, peupliers } from './cases.ts';
import type { Scenario } from './scenarios.ts';

const TYPE = 'conventionEnding';

/** ESAT Les Peupliers ends its convention, on a day, or when the Caf says so. */
async function begun(running: Running, ending: Parameters<typeof startEnding>[2]): Promise<string> {
  const partnerId = await peupliers(running);
  const id = await running.database.$transaction((tx) =>
    startEnding(tx, partnerId, ending, { ...DEFAULT_POLICY, startKey: newId(), actor: AGENT, at: new Date() }),
  );
  await running.gateway.start({ type: TYPE, processId: id });
  return id;
}

/** The end of a convention, branch by branch. */
export const ENDING_SCENARIOS: readonly Scenario[] = [
  {
    name: 'conventionEnding-notice-taken-back',
    async play(running) {
      const id = await begun(running, { reason: 'Fermeture', endsOn: '2099-01-01', by: 'PARTENAIRE' });
      await untilBegun(running, id);
      await send(running, id, { type: 'withdraw', reason: 'Nous restons' }, ADMINISTRATEUR, undefined, TYPE);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'conventionEnding-at-once',
    async play(running) {
      const id = await begun(running, { reason: 'Cessation', endsOn: parisDate(new Date()), by: 'CAF' });
      await untilEnded(running, id);
      return id;
    },
  },
];
