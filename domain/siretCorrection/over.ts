import { live } from '../dossier/documents.ts';
import type { Dossier } from '../dossier/types.ts';
import { asksTheCaf } from '../tuteur/verdict.ts';
import type { SiretCorrectionFacts } from './types.ts';

/**
 * Why nothing is to be corrected any more, or null: the reopening has ended, the convention is closed (CONV-13), or the file in force, or a
 * change made elsewhere, leaves no difference that another SIRET would lift.
 */
export function overReason(dossier: Dossier<SiretCorrectionFacts>): string | null {
  const convention = conventionLost(dossier);
  if (convention !== null) return convention;
  const { tuteur } = dossier;
  if (tuteur == null) return null;
  if (tuteur.reopening.ended) return 'La réouverture est terminée.';
  // the former SIRET is being written again: it goes to its end
  if (dossier.facts.correction.undoing !== null) return null;
  if (tuteur.check === null) return 'Le fichier Tiersi en vigueur ne nomme plus ce tuteur.';
  return asksTheCaf(tuteur.check)
    ? null
    : "Il n'y a plus rien à corriger ni à vérifier : un fichier plus récent, ou une modification faite ailleurs, l'a réglé.";
}

/** CONV-13: nothing can be written on a convention that is closed. */
export function conventionLost(dossier: Dossier): string | null {
  return live(dossier, 'CONVENTION') === undefined ? "La convention n'est plus en vigueur." : null;
}
