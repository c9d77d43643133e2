import type { ProcessInput } from '../messages.ts';
import { follow } from '../process.ts';

/** One administrateur partenaire takes over from another, or a second one is added, by annexe 3 (domain.md §4.4). */
export async function administratorReplacement({ processId }: ProcessInput): Promise<string> {
  const dossier = follow('administratorReplacement', processId);

  await dossier.open(); // ADM-3: annexe 3 is drafted and mailed; without a successor the Caf asks for one
  await dossier.until(['ANNEXE_A_SIGNER']);
  await dossier.untilEnded(); // REM-3, REM-10 meanwhile; ADM-4: rights change with the countersignature

  await dossier.close();
  return dossier.waiting.state;
}
