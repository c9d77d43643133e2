import { newId, sha256 } from '../../adapters/store/ids.ts';
import { submitAccessRequest } from '../../adapters/store/request/requestStore.ts';
import type { RequestAct } from '../../domain/accessRequest/acts.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import { AGENT } from '../builders/dossier.ts';
import { inventedSiret, untilBegun, untilEnded } from '../people.ts';
import { eventually, type Running } from '../running.ts';
import { type Scenario, SOON } from './scenarios.ts';

let count = 600;

async function request(running: Running): Promise<string> {
  const actor: Actor = { id: 'applicant', role: 'applicant', label: 'Demandeur', ip: null };
  const form = {
    raisonSociale: 'Crèche inventée',
    siret: inventedSiret(++count),
    address: '1 rue des Lutins, 38000 Grenoble',
    email: 'contact@creche.example',
    phone: '+33476000001',
    caf: '38',
    profiles: ['T2' as const],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
  const { processId } = await submitAccessRequest(running.database, form as Parameters<typeof submitAccessRequest>[1], {
    at: new Date(),
    actor,
    policy: running.policy,
    newId,
    hash: sha256,
    mailboxOf: (caf) => `agent@caf${caf}.example`,
  });
  await running.gateway.start({ type: 'accessRequest', processId });
  await untilBegun(running, processId);
  return processId;
}

/** EXAMINER_DEMANDE is completed on the request's own process. */
async function examine(
  running: Running,
  processId: string,
  outcome: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const open = await eventually('task', () =>
    running.database.task.findFirst({ where: { processId, state: 'OUVERTE' } }),
  );
  const key = `${outcome}-${processId}`;
  const command = (act: RequestAct, suffix: string) =>
    running.commands.send({ processId, type: 'accessRequest', act, actor: AGENT, key: key + suffix, bodyHash: '' });
  await command({ type: 'take' }, ':take');
  const answer = await command({ type: 'completeTask', taskId: open.id, outcome, fields }, ':complete');
  if (answer.status !== 'done') throw new Error(JSON.stringify(answer));
}

/** Requests for an access, branch by branch. */
export const REQUEST_SCENARIOS: readonly Scenario[] = [
  {
    name: 'accessRequest-accepted',
    async play(running) {
      const id = await request(running);
      await examine(running, id, 'accept', { profiles: ['T2'] });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'accessRequest-refused',
    async play(running) {
      const id = await request(running);
      await examine(running, id, 'refuse', { reasons: { T2: 'SANS_SUBVENTION' } });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'accessRequest-unanswered',
    policy: SOON,
    async play(running) {
      const id = await request(running);
      await examine(running, id, 'ask', { what: 'le nombre de professionnels' });
      await untilEnded(running, id);
      return id;
    },
  },
];
