import type { Dossier } from '../../domain/dossier/types.ts';
import { correctionFacts } from '../../domain/siretCorrection/firstFacts.ts';
import type { SiretCorrectionFacts } from '../../domain/siretCorrection/types.ts';
import type { TuteurGround } from '../../domain/tuteur/ground.ts';
import { tuteurFinding } from '../../domain/tuteur/verdict.ts';
import type { Act, Play } from './dossier.ts';
import { AGENT, dossierFrom, inForce, newDossier } from './dossier.ts';

/** O5 of domain.md §16, whose convention bears an establishment that Tiersi does not know, and O14, known there under another SIREN. */
export const O5 = { mcp: '99992245300017', tiersi: '99992245300025', third: '99992245300033' };
export const O14 = { mcp: '99995255900014', tiersi: '99994653600011' };

/** What Tiersi knows, the first with most protégés. */
export function groundOf(mcp: string, ...sirets: string[]): TuteurGround {
  const known = sirets.map((siret, index) => ({
    siren: siret.slice(0, 9),
    siret,
    proteges: 12 - index,
    heldBy: null,
  }));
  const { verdict, flags, siren } = tuteurFinding(mcp, known);
  return {
    reopening: { ended: false, launchedBy: { name: 'Nadia Cnaf', email: 'nadia@cnaf.example' } },
    check: { siretMcp: mcp, siren, sirets: known, verdict, flags, correctedAt: null },
  };
}

/** A correction as the store would load it before its first step. */
export function correctionOf(mcp: string, ...sirets: string[]): Dossier<SiretCorrectionFacts> {
  const partner = { ...newDossier().partner, siret: mcp, raisonSociale: 'Association tutélaire Horizon' };
  const known = dossierFrom(newDossier({ type: 'conventionnement', esat: null, partner }), inForce({ siret: mcp }));
  const facts = correctionFacts({ reopeningId: 'tuteur-reopening-1', reference: mcp, formerSiret: mcp });
  return { ...known, type: 'siretCorrection', facts, tuteur: groundOf(mcp, ...sirets) };
}

export const ofCorrection = ({ dossier }: Play) => (dossier.facts as SiretCorrectionFacts).correction;
export const undo = (one: Play, reason = 'Erreur') => one.act({ type: 'undo', reason } as unknown as Act, AGENT);
export const ends = ({ dossier }: Play) => {
  if (dossier.tuteur != null) dossier.tuteur.reopening.ended = true;
};
