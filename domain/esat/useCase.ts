/** Use case of an Esat onboarding (§6.3). */
export type UseCase = 1 | 2 | 3 | 4;

export const USE_CASE_LABELS: Record<UseCase, string> = {
  1: 'Inconnu de MCP et de Habtiers',
  2: 'Connu de Habtiers seulement',
  3: 'Connu de MCP seulement',
  4: 'Connu de MCP et de Habtiers',
};

/**
 * Use case from the two things the Cnaf's list says of a partner (§6.3, S3 §5).
 * - 1 (ESAT-13), unknown in both: the full conventionnement — convention, contrat, bulletin.
 * - 2 (ESAT-15, ESAT-16), known in Habtiers only: the same, once the Caf has made sure that the partner is still active.
 * - 3 (ESAT-14), known in MCP only: the bulletin alone, and an avenant that checks the mission.
 * - 4 (ESAT-18, [P], not described by the source): as case 3, plus the activity check of case 2.
 *
 * `knownInMcp` means: holds an active convention; a partner with only a closed one counts as unknown ([I] §6.3). The opening that follows
 * is the same for all (ESAT-17).
 */
export function useCaseOf(knownInMcp: boolean, knownInHabtiers: boolean): UseCase {
  if (knownInMcp) return knownInHabtiers ? 4 : 3;
  return knownInHabtiers ? 2 : 1;
}
