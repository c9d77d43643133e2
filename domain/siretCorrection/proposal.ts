import { sirenOf } from '../formats/siret.ts';
import type { TuteurLine } from '../tuteur/ground.ts';
import { proposedSiret } from '../tuteur/verdict.ts';

/** The SIRET that the convention should bear, and why; `sure`: same SIREN, and nobody else's: it may be confirmed in bulk. */
export interface Proposal {
  siret: string;
  why: string;
  sure: boolean;
}

/** What Tiersi, the reference (TUT-7), has the Caf write, in words; null: nothing is to be corrected. */
export function proposalFor({ siretMcp, sirets }: Pick<TuteurLine, 'siretMcp' | 'sirets'>): Proposal | null {
  const proposed = proposedSiret(siretMcp, sirets);
  const found = sirets.find(({ siret }) => siret === proposed);
  if (found === undefined) return null;
  const same = found.siren === sirenOf(siretMcp);
  const which =
    sirets.length === 1
      ? 'le seul SIRET que Tiersi connaît de ce tuteur'
      : `celui des ${sirets.length} SIRET de Tiersi qui a le plus de protégés (${found.proteges})`;
  const party = same
    ? 'le SIREN est le même : la correction vaut dès votre accord'
    : 'le SIREN est un autre : le partenaire signe un avenant';
  return { siret: found.siret, why: `C'est ${which} ; ${party}.`, sure: same && found.heldBy === null };
}
