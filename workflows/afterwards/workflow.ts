import { proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../../activities/index.ts';
import type { AnyRoute } from '../../domain/dossier/kind.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { STEP } from '../policies.ts';
import * as ROUTES from '../routes.ts';

const { applyCommand } = proxyLocalActivities<Activities>(STEP);

/**
 * Carries out one command on a process that has ended: a convention in force is closed long after its dossier (CONV-13). Where it is not carried out in
 * time, it is not confirmed: it stays stored without an outcome, and the sweep or the same key asks again (R7). Nothing has failed.
 */
export async function afterwards(command: {
  type: ProcessType;
  processId: string;
  commandId: string;
}): Promise<{ confirmed: boolean }> {
  const route = (ROUTES as Readonly<Record<string, AnyRoute>>)[command.type];
  const confirmed = await applyCommand({ ...command, at: new Date().toISOString(), afterwards: true, route }).then(
    () => true,
    () => false,
  );
  return { confirmed };
}
