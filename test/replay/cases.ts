import { insertCase, type NewCase } from '../../adapters/store/case/startCase.ts';
import { newId } from '../../adapters/store/ids.ts';
import type { CaseType } from '../../domain/case/types.ts';
import type { ActOf } from '../../domain/command/acts.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { untilBegun } from '../people.ts';
import { eventually, type Running } from '../running.ts';

export const CAF_ADMIN: Actor = { id: 'admin', role: 'cafAdmin', label: 'Administrateur MCP', ip: null };
export const ADMINISTRATEUR: Actor = { id: 'claire', role: 'administrateur', label: 'Claire Aubert', ip: null };

type Case = Pick<NewCase, 'type' | 'state' | 'facts'>;

/** Begins a case of ESAT Les Peupliers and waits until its process has taken its first step. */
export async function startCase(running: Running, partnerId: string, { type, state, facts }: Case): Promise<string> {
  const rest = { partnerId, caf: '93', label: 'Essai', tell: { label: 'Essai', rule: 'OBL-12' } };
  const id = await running.database.$transaction((tx) =>
    insertCase(tx, { type, state, facts, ...rest }, ADMINISTRATEUR, new Date()),
  );
  await running.gateway.start({ type, processId: id });
  await untilBegun(running, id);
  return id;
}

/** ESAT Les Peupliers, its services open. */
export async function peupliers(running: Running): Promise<string> {
  await openPartner(running.database, 'no password', new Date());
  return (await running.database.partner.findFirstOrThrow({ where: { siret: '99989000700019' } })).id;
}

/** Does what is asked of a case; it must not be refused. */
export async function act(running: Running, id: string, actor: Actor, what: ActOf<CaseType>): Promise<void> {
  const { type } = await running.database.process.findUniqueOrThrow({ where: { id }, select: { type: true } });
  const command = { processId: id, type: type as CaseType, act: what, actor, key: newId(), bodyHash: '' };
  const outcome = await running.commands.send(command);
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
}

/** Completes the open task of a case. */
export async function task(
  running: Running,
  id: string,
  outcome: string,
  fields: Record<string, unknown> = {},
): Promise<void> {
  const open = await eventually(`task of ${id}`, () =>
    running.database.task.findFirst({ where: { processId: id, state: 'OUVERTE' } }),
  );
  await act(running, id, CAF_ADMIN, { type: 'completeTask', taskId: open.id, outcome, fields });
}
