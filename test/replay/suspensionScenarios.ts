import { insertCase } from '../../adapters/store/case/startCase.ts';
import { suspendOpened } from '../../adapters/store/service/openedServices.ts';
import type { SuspensionFacts } from '../../domain/serviceSuspension/types.ts';
import { untilBegun, untilEnded } from '../people.ts';
import type { Running } from '../running.ts';
import { act, CAF_ADMIN, peupliers } from './cases.ts';
import type { Scenario } from './scenarios.ts';

/** Cdap of ESAT Les Peupliers is suspended, for so long. */
async function suspended(running: Running, forMs: number | null): Promise<string> {
  const partnerId = await peupliers(running);
  const at = new Date();
  const end = forMs === null ? null : new Date(at.getTime() + forMs);
  const until = end?.toISOString() ?? null;
  const facts: SuspensionFacts = { service: 'CDAP', reason: 'Essai', until, resumedFor: null };
  const id = await running.database.$transaction(async (tx) => {
    const words = { label: 'Essai', tell: { label: 'Essai', rule: 'TUT-4' } };
    const started = { type: 'serviceSuspension' as const, partnerId, caf: '93', state: 'SUSPENDU' as const, facts };
    const processId = await insertCase(tx, { ...started, ...words }, CAF_ADMIN, at);
    const doing = { at, actor: CAF_ADMIN, processId };
    await suspendOpened(tx, 'CDAP', [partnerId], { by: processId, reason: 'Essai', until: end }, doing);
    return processId;
  });
  await running.gateway.start({ type: 'serviceSuspension', processId: id });
  await untilBegun(running, id);
  return id;
}

/** The suspension of a service, branch by branch. */
export const SUSPENSION_SCENARIOS: readonly Scenario[] = [
  {
    name: 'serviceSuspension-resumed',
    async play(running) {
      const id = await suspended(running, null);
      await act(running, id, CAF_ADMIN, { type: 'resume', reason: 'Corrigé' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'serviceSuspension-ended-by-itself',
    async play(running) {
      const id = await suspended(running, 2_000);
      await untilEnded(running, id);
      return id;
    },
  },
];
