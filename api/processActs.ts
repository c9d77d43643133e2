import type { Person } from '../adapters/identity/sessions.ts';
import { retryProcess } from '../adapters/store/dossier/retryProcess.ts';
import { type ProcessRow, processById, processType } from '../adapters/store/queries/processes.ts';
import { assertKnowsAct } from '../domain/command/acts.ts';
import { actorOf, mayActOnProcess } from './access.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';

/** What may be done to a process as a whole. */
export type ProcessAct = { type: 'cancel'; reason: string } | { type: 'remind'; insist?: boolean } | { type: 'retry' };

/** Carries it out and returns the process as it has become. `keySuffix` tells the items of a batch apart. */
export async function actOnProcess(
  call: Call<unknown, unknown, unknown, Person>,
  id: string,
  act: ProcessAct,
  keySuffix = '',
): Promise<ProcessRow> {
  const { deps, person, at, ip, key } = call;
  const process = mayActOnProcess(person, await processById(deps.db, id));
  const type = processType(process);
  if (act.type === 'retry') {
    await retryProcess(deps.db, { id: process.id, caf: process.caf }, actorOf(person, ip), at);
    await deps.commands.start({ processId: process.id, type });
  } else {
    const sending = { ...call, key: key === null ? null : `${key}${keySuffix}` };
    if (act.type === 'cancel') {
      assertKnowsAct(type, act.type);
      await perform(sending, { id: process.id, type }, act, actorOf(person, ip));
    } else {
      assertKnowsAct(type, act.type);
      await perform(sending, { id: process.id, type }, act, actorOf(person, ip));
    }
  }
  return mayActOnProcess(person, await processById(deps.db, id));
}
