import { newId } from '../../adapters/store/ids.ts';
import { startAmendment } from '../../adapters/store/partner/startAmendment.ts';
import { AGENT, PARTNER } from '../builders/dossier.ts';
import { documentsShown, send, untilBegun, untilEnded } from '../people.ts';
import { eventually, type Running } from '../running.ts';
import { peupliers } from './cases.ts';
import type { Scenario } from './scenarios.ts';

const TYPE = 'conventionAmendment';

/** ESAT Les Peupliers is sent an avenant for its second département. */
async function begun(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const asked = { object: 'EXTENSION_PORTEE' as const, departments: ['77'], reason: 'Second site' };
  const id = await running.database.$transaction((tx) =>
    startAmendment(tx, partnerId, asked, { startKey: newId(), actor: AGENT, at: new Date() }),
  );
  await running.gateway.start({ type: TYPE, processId: id });
  await untilBegun(running, id);
  return id;
}

async function sign(running: Running, id: string): Promise<void> {
  const documents = await documentsShown(running, id);
  const act = { type: 'sign' as const, documents, name: 'Anne Roy', function: 'Présidente' };
  await send(running, id, act, PARTNER, undefined, TYPE);
}

async function task(running: Running, id: string, outcome: string, fields: Record<string, unknown> = {}) {
  const open = await eventually(`task of ${id}`, () =>
    running.database.task.findFirst({ where: { processId: id, state: 'OUVERTE' } }),
  );
  await send(running, id, { type: 'completeTask', taskId: open.id, outcome, fields }, AGENT, undefined, TYPE);
}

/** The avenant to a convention, branch by branch. */
export const AMENDMENT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'conventionAmendment-returned-then-in-force',
    async play(running) {
      const id = await begun(running);
      await sign(running, id);
      await task(running, id, 'return', { reason: 'Mauvais signataire' });
      await task(running, id, 'send');
      await sign(running, id);
      await task(running, id, 'countersign');
      await untilEnded(running, id);
      return id;
    },
  },
];
