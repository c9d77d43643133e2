import { patched } from '@temporalio/workflow';
import { OPENED, READY } from '../../domain/dossier/states.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/**
 * Esat onboarding of one partner (domain.md §6.3, §6.5).
 * Commands (forms, signatures, tasks of the Caf) move the dossier at any moment; reminders and deadlines leave by themselves.
 */
export async function esatOnboarding({ processId, edition = 1 }: ProcessInput): Promise<string> {
  const dossier = follow('esatOnboarding', processId);

  await dossier.open(); // ESAT-13 … ESAT-18: the checks of its use case; CONV-2, CONV-7: its documents
  await dossier.until(DOCUMENTS); // ESAT-4, ESAT-15: eligible, still active, mission checked
  await dossier.until(READY); // CONV-8: completed, signed and countersigned; REM-2, REM-3 meanwhile, abandoned at their end
  await dossier.until(OPENED); // ESAT-23: never before the opening date; then the partner is told what comes next
  if (edition >= 2 || patched('people')) {
    await dossier.until(CONFIGURED); // ESAT-17, ESAT-19: group and role, by the administrateur or the Caf; REM-13 meanwhile
    await dossier.untilEnded(); // ESAT-17: the first user
  }

  await dossier.close();
  return dossier.waiting.state;
}

const DOCUMENTS = [
  'DOCUMENTS_ENVOYES',
  'BULLETIN_COMPLETE',
  'BLOQUE_SIRET',
  'DOCUMENTS_SIGNES',
  'CONTROLE_SIRET',
  ...READY,
];
const CONFIGURED = ['GROUPES_CONFIGURES', 'TERMINE'];
