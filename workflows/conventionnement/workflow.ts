import { READY } from '../../domain/dossier/states.ts';
import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** Conventionnement of one partner for one or more services (domain.md §4). */
export async function conventionnement({ processId }: ProcessInput): Promise<string> {
  const dossier = follow('conventionnement', processId);

  await dossier.open(); // CONV-2, CONV-7, DEL-5: the documents this partner needs are drafted and mailed
  await dossier.until(READY); // CONV-8: signed and countersigned; REM-2, REM-3 meanwhile, abandoned at their end
  await dossier.untilEnded(); // CONV-8, CONV-17: services open on their date, never before; ADM-10: the partner has its administrateur

  await dossier.close();
  return dossier.waiting.state;
}
