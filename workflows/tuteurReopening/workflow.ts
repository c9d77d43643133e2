import { continueAsNew, sleep, workflowInfo } from '@temporalio/workflow';
import { TO_DO } from '../../domain/tuteurReopening/toDo.ts';
import { bulkActivities } from '../bulk.ts';
import type { ProcessInput } from '../messages.ts';
import { LAUNCH } from '../policies.ts';
import { attend } from '../process.ts';

/** Between two calls, each of which waits itself until corrections leave the flight: acts on the reopening go first. */
const PAUSE_MS = 400;
/** R4: a new run long before a history grows heavy. */
const EVENTS_PER_RUN = 600;

/**
 * Reopening of the Espace Tuteur (domain.md §5 « National service timeline »): FERME, CONTROLE_SIRET, EVOLUTION_SIREN, PRET, OUVERT_V2 in waves, and
 * back to closed from there. It is not the parent of the corrections: they live without it.
 */
export async function tuteurReopening(input: ProcessInput): Promise<string> {
  const { processId } = input;
  const { completeClosing, launchCorrections, openWave } = bulkActivities(LAUNCH);
  const reopening = attend('tuteurReopening', processId);
  const full = () => workflowInfo().historyLength > EVENTS_PER_RUN;

  // FERME: closed for all, with Cdap T9 in its place (TUT-4); then its reopening is planned
  await reopening.open();
  while (!reopening.waiting.ended) {
    // PRET waits for the date (TUT-10), EVOLUTION_SIREN for the release, a held gate for people; a rollback comes by a command
    await reopening.until(TO_DO, full);
    // ROLLBACK: closed for all by one row already; each one's opening and Cdap T9 follow, and he is told (TUT-4)
    if (reopening.waiting.state === 'FERMETURE_A_ACHEVER')
      await reopening.adopt(() => completeClosing({ processId, at: new Date().toISOString() }));
    // CONTROLE_SIRET: each SIRET to correct becomes a process of its own, a bounded number in flight (TUT-7)
    if (reopening.waiting.state === 'CORRECTIONS_A_LANCER') {
      const launched = await reopening.adopt(() => launchCorrections({ processId, at: new Date().toISOString() }));
      if (launched.state === 'CORRECTIONS_A_LANCER') await sleep(PAUSE_MS);
    }
    // OUVERT_V2: one wave, whole; the next one waits for its quiet time (TUT-9)
    if (reopening.waiting.state === 'VAGUE_A_OUVRIR')
      await reopening.adopt(() => openWave({ processId, at: new Date().toISOString() }));
    if (full() && !reopening.waiting.ended) {
      await reopening.close();
      await continueAsNew<typeof tuteurReopening>(input);
    }
  }

  await reopening.close();
  return reopening.waiting.state;
}
