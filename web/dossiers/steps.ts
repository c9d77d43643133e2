import type { RequestState } from '../../domain/accessRequest/transitions.ts';
import type { DossierState } from '../../domain/dossier/states.ts';
import { assertNever } from '../../domain/errors.ts';

export interface Step {
  label: string;
  at: 'done' | 'current' | 'stopped' | 'ahead';
}

const DOSSIER_STEPS = [
  'Préparation et vérifications',
  'Documents produits',
  'Le partenaire complète et signe',
  'La Caf contresigne',
  "Contrôle, puis date d'ouverture",
  'Service ouvert',
] as const;
/** An Esat dossier goes on from the opened service (ESAT-17). */
const ESAT_STEPS = [...DOSSIER_STEPS, 'Groupe Esat et son rôle', 'Premier utilisateur'] as const;
const REPLACEMENT_STEPS = [
  'Départ signalé, successeur nommé',
  'Le représentant signe',
  'La Caf contresigne',
  'Annexe 3 appliquée',
] as const;
const REQUEST_STEPS = ['Demande déposée', 'Étude par la Caf', 'Décision'] as const;

/** How far a dossier got before it was abandoned: told by its documents. */
export interface Progress {
  sent: boolean;
  signed: boolean;
}

/**
 * Where a process stands, as the ordered steps of the written procedure (U2). `progress` places an abandoned dossier.
 * Types that have no steps of their own get none.
 */
export function stepsOf(process: { type: string; state: string; closedAt: string | null }, progress: Progress): Step[] {
  if (process.type === 'accessRequest') return requestSteps(process.state as RequestState);
  const state = process.state as DossierState;
  if (process.type === 'administratorReplacement') return replacementSteps(state, progress);
  if (process.type === 'conventionnement') return dossierSteps(DOSSIER_STEPS, state, progress);
  // one that ended with its service open has no steps left to take
  const over = state === 'SERVICE_OUVERT' && process.closedAt !== null;
  if (process.type === 'esatOnboarding') return dossierSteps(over ? DOSSIER_STEPS : ESAT_STEPS, state, progress);
  return [];
}

/** §4.4 « Annexe 3 ». */
function replacementSteps(state: DossierState, { sent, signed }: Progress): Step[] {
  if (state === 'DEPART_SIGNALE') return place(REPLACEMENT_STEPS, 0, 'current');
  if (state === 'APPLIQUEE') return place(REPLACEMENT_STEPS, REPLACEMENT_STEPS.length, 'current');
  return place(REPLACEMENT_STEPS, signed ? 2 : sent ? 1 : 0, state === 'ABANDONNE' ? 'stopped' : 'current');
}

function dossierSteps(labels: readonly string[], state: DossierState, progress: Progress): Step[] {
  switch (state) {
    case 'CREE':
    case 'DEPART_SIGNALE':
    case 'ANNEXE_A_SIGNER':
    case 'APPLIQUEE':
    case 'ELIGIBILITE_A_VERIFIER':
    case 'ACTIVITE_A_VERIFIER':
      return place(labels, 0, 'current');
    case 'DOCUMENTS_A_PRODUIRE':
      return place(labels, 1, 'current');
    case 'DOCUMENTS_ENVOYES':
    case 'BULLETIN_COMPLETE':
    case 'BLOQUE_SIRET':
      return place(labels, 2, 'current');
    case 'DOCUMENTS_SIGNES':
      return place(labels, 3, 'current');
    case 'CONTROLE_SIRET':
    case 'PRET_A_OUVRIR':
      return place(labels, 4, 'current');
    case 'SERVICE_OUVERT':
      return place(labels, DOSSIER_STEPS.length, 'current');
    case 'GROUPES_CONFIGURES':
      return place(labels, DOSSIER_STEPS.length + 1, 'current');
    case 'TERMINE':
      return place(labels, labels.length, 'current');
    case 'INELIGIBLE':
    case 'INACTIF_NON_REPRIS':
      return place(labels, 0, 'stopped');
    case 'ABANDONNE':
      return place(labels, progress.signed ? 3 : progress.sent ? 2 : 0, 'stopped');
    default:
      return assertNever(state);
  }
}

function requestSteps(state: RequestState): Step[] {
  switch (state) {
    case 'DEPOSEE':
      return place(REQUEST_STEPS, 0, 'current');
    case 'EN_ETUDE':
    case 'COMPLEMENT_DEMANDE':
      return place(REQUEST_STEPS, 1, 'current');
    case 'ACCEPTEE':
    case 'REFUSEE':
    case 'REORIENTEE':
      return place(REQUEST_STEPS, REQUEST_STEPS.length, 'current');
    case 'SANS_SUITE':
    case 'RETIREE':
      return place(REQUEST_STEPS, 1, 'stopped');
    default:
      return assertNever(state);
  }
}

function place(labels: readonly string[], here: number, as: 'current' | 'stopped'): Step[] {
  return labels.map((label, index) => ({ label, at: index < here ? 'done' : index === here ? as : 'ahead' }));
}
