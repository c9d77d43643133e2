import type { WorkerDeps } from '../activities/index.ts';
import { DOSSIER_KINDS } from '../domain/kinds.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Seal } from './identity/sealed.ts';
import { presence } from './presence.ts';
import { launchBatch } from './store/campaign/campaignLaunch.ts';
import { campaignProcedure } from './store/campaign/campaignProcedure.ts';
import { controlsOn } from './store/case/controlBatches.ts';
import { esatStepsOn } from './store/esatDeclaration/year.ts';
import { importBatch } from './store/people/userImport.ts';
import { userImportProcedure } from './store/people/userImportProcedure.ts';
import type { Database } from './store/prisma.ts';
import { purgeOn } from './store/purge.ts';
import { remindersOn } from './store/reminders/index.ts';
import { postgresStore } from './store/store.ts';
import { completeClosing } from './store/tuteur/completeClosing.ts';
import { launchCorrections } from './store/tuteur/launchCorrections.ts';
import { openWave } from './store/tuteur/openWave.ts';
import { reopeningProcedure } from './store/tuteur/reopeningProcedure.ts';
import type { ProcessGateway } from './temporal/temporal.ts';

interface WorkerParts {
  /** the facts as the role of the purge has them (S7) */
  purge: Database;
  policy: Policy;
  seal: Seal;
  mailboxOf: (caf: string) => string;
}

/** What the activities of processes stand on in a worker: the facts in PostgreSQL, and the gateway that starts dossiers of campaigns. */
export function workerDeps(
  database: Database,
  gateway: ProcessGateway,
  { purge, policy, seal, mailboxOf }: WorkerParts,
): WorkerDeps {
  const people = presence();
  return {
    people,
    store: postgresStore(database, seal),
    policy,
    kinds: DOSSIER_KINDS,
    mailboxOf,
    campaign: campaignProcedure(policy, seal),
    userImport: userImportProcedure(),
    tuteurReopening: reopeningProcedure(policy),
    launchBatch: (processId, at, stopping) =>
      launchBatch(database, gateway, { policy, people, stopping }, processId, at),
    remindNext: remindersOn(database, { policy, mailboxOf }),
    purgeNext: purgeOn(purge, policy.retention),
    controlNext: controlsOn(database, policy),
    esatStepNext: esatStepsOn(database, { policy, mailboxOf }),
    launchCorrections: (processId, at, stopping) =>
      launchCorrections(database, gateway, { policy, mailboxOf, people, stopping }, processId, at),
    completeClosing: (processId) => completeClosing(database, processId),
    openWave: (processId, at) => openWave(database, { policy, mailboxOf }, processId, at),
    importBatch: (processId, at) => importBatch(database, { policy, seal, mailboxOf }, processId, at),
  };
}
