import type { WorkerDeps } from '../activities/index.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { launchBatch } from './campaignLaunch.ts';
import { campaignProcedure } from './campaignProcedure.ts';
import { controlsOn } from './controlBatches.ts';
import type { Database } from './prisma.ts';
import { purgeOn } from './purge.ts';
import { remindersOn } from './reminders/index.ts';
import type { Seal } from './sealed.ts';
import { postgresStore } from './store.ts';
import type { ProcessGateway } from './temporal.ts';
import { importBatch } from './userImport.ts';
import { userImportProcedure } from './userImportProcedure.ts';

/** What the activities of processes stand on in a worker: the facts in PostgreSQL, and the gateway that starts dossiers of campaigns. */
export function workerDeps(
  database: Database,
  gateway: ProcessGateway,
  { policy, seal, mailboxOf }: { policy: Policy; seal: Seal; mailboxOf: (caf: string) => string },
): WorkerDeps {
  return {
    store: postgresStore(database, seal),
    policy,
    mailboxOf,
    campaign: campaignProcedure(policy),
    userImport: userImportProcedure(),
    launchBatch: (processId, at) => launchBatch(database, gateway, policy, processId, at),
    remindNext: remindersOn(database, { policy, mailboxOf }),
    purgeNext: purgeOn(database, policy.retention),
    controlNext: controlsOn(database, policy),
    importBatch: (processId, at) => importBatch(database, { policy, seal, mailboxOf }, processId, at),
  };
}
