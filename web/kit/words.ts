import { ACCOUNT_STATE_LABELS } from '../../domain/account/types.ts';
import { CASE_KINDS, caseKind } from '../../domain/case/kinds.ts';
import type { CaseType } from '../../domain/case/types.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../domain/document/types.ts';
import { VERDICT_LABELS } from '../../domain/esat/rowsCsv.ts';
import { frenchDate, frenchInstant } from '../../domain/policy/calendar.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { PROCESS_TYPES, type ProcessType, processLabel } from '../../domain/process/types.ts';

/** French words of the states, verdicts and types that pages show. A code without words is shown as it is. */
const STATES: Record<string, string> = {
  // dossier (§6.5)
  CREE: 'Créé',
  ELIGIBILITE_A_VERIFIER: 'Éligibilité à vérifier',
  ACTIVITE_A_VERIFIER: 'Activité à vérifier',
  DOCUMENTS_A_PRODUIRE: 'Documents à produire',
  DOCUMENTS_ENVOYES: 'Documents envoyés au partenaire',
  BULLETIN_COMPLETE: 'Bulletin complété, à signer',
  BLOQUE_SIRET: 'Bloqué : SIRET différents',
  DOCUMENTS_SIGNES: 'Documents signés, à contresigner',
  CONTROLE_SIRET: 'Contrôle du SIRET',
  PRET_A_OUVRIR: 'Prêt à ouvrir',
  SERVICE_OUVERT: 'Service ouvert',
  GROUPES_CONFIGURES: 'Groupe et rôle en place',
  TERMINE: 'Terminé, service utilisé',
  INELIGIBLE: 'Non éligible',
  INACTIF_NON_REPRIS: 'Établissement inactif, non repris',
  ABANDONNE: 'Abandonné',
  // access request (§3.3)
  DEPOSEE: 'Déposée',
  EN_ETUDE: "À l'étude",
  COMPLEMENT_DEMANDE: 'Complément demandé',
  ACCEPTEE: 'Acceptée',
  REFUSEE: 'Refusée',
  REORIENTEE: 'Réorientée',
  SANS_SUITE: 'Sans suite',
  RETIREE: 'Retirée',
  // documents (§4.3)
  BROUILLON: 'Brouillon',
  A_COMPLETER: 'À compléter',
  A_CORRIGER: 'À corriger',
  A_SIGNER: 'À signer',
  SIGNE_PARTENAIRE: 'Signé par le partenaire',
  ACTIF: 'En vigueur',
  CLOS: 'Clos',
  REJETE: 'Rejeté',
  // yearly use (OBL-14)
  A_RAPPELER: 'À rappeler',
  NON_CONFORME: 'Un an sans accès',
  // Afas approbateur (§7.2)
  DEMANDE: 'Demandé',
  PJ3_ATTENDUE: 'PJ 3 attendue',
  PJ3_RECUE: 'PJ 3 reçue',
  VALIDATION_MAIA: 'À valider dans MAIA',
  ANNULE: 'Annulé',
  // annexe 3 (§4.4); DEPART_SIGNALE is the support request's too
  ANNEXE_A_SIGNER: 'Annexe 3 à signer',
  APPLIQUEE: 'Appliquée',
  // support (§12)
  A_TRAITER: 'À traiter',
  DEPART_SIGNALE: 'Départ signalé',
  DEPART_GESTIONNAIRE: 'Gestionnaire à remplacer',
  REPONDUE: 'Répondue',
  TRAITE: 'Traité',
  CLASSEE: 'Classée',
  // security incident (OBL-12)
  SIGNALE: 'Signalé',
  ACCUSE: 'Pris en compte',
  EN_TRAITEMENT: 'En traitement',
  // yearly control (§11)
  OUVERT: 'Ouvert',
  PIECES_DEMANDEES: 'Pièces demandées',
  EXAMINE: 'À examiner par la Caf',
  CONFORME: 'Conforme',
  ECARTS: 'Écarts à corriger',
  ECARTS_CORRIGES: 'Écarts corrigés',
  // services
  PRETE: 'Prête',
  OUVERTE: 'Ouvert',
  SUSPENDUE: 'Suspendu',
  FERMEE: 'Fermé',
  // tasks
  FAITE: 'Faite',
  ANNULEE: 'Annulée',
  // campaigns
  VERIFIEE: 'Vérifiée, non importée',
  A_LANCER: 'À lancer',
  EN_COURS: 'En cours',
  TERMINEE: 'Terminée',
  queued: 'En attente de lancement',
  // held rows, once their task ended
  CORRIGEE: 'Corrigée',
  ECARTEE: 'Écartée',
};

const USE_CASES: Record<string, string> = {
  1: 'Inconnu de MCP et de Habtiers',
  2: 'Connu de Habtiers seulement',
  3: 'Connu de MCP seulement',
  4: 'Connu de MCP et de Habtiers',
};

const WHO: Record<string, string> = { PARTENAIRE: 'Le partenaire', CAF: 'La Caf', SYSTEME: 'Passerelle' };

/** States that say something else where an account is followed than on a document. */
const FOLLOWED_STATES: Record<string, string> = {
  ...ACCOUNT_STATE_LABELS,
  PROGRAMMEE: 'Programmée',
  ANNULEE: 'Annulée',
};

export const stateWords = (code: string): string => STATES[code] ?? code;
/** The state of a process, in the words of its own kind: « Actif » is no document in force. */
export function processStateWords({ type, state }: { type: ProcessType; state: string }): string {
  if (followsAccount(type)) return FOLLOWED_STATES[state] ?? state;
  return type in CASE_KINDS ? (caseKind(type as CaseType).labels[state] ?? state) : stateWords(state);
}
export const typeWords = (code: string): string =>
  PROCESS_TYPES.includes(code as ProcessType) ? processLabel(code as ProcessType) : code;
export const verdictWords = (code: string): string =>
  (VERDICT_LABELS as Record<string, string | undefined>)[code] ?? code;
export const useCaseWords = (code: string | number): string => USE_CASES[String(code)] ?? '';
export const whoWords = (code: string): string => WHO[code] ?? code;
/** 'dd/mm/yyyy' of an instant or of a calendar date. */
export function date(at: string | Date): string {
  if (typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at)) return at.split('-').reverse().join('/');
  return frenchDate(new Date(at));
}

/** 'dd/mm/yyyy à HHhMM'. */
export function instant(at: string | Date): string {
  return frenchInstant(new Date(at));
}

/** SIRET in groups, as people read it. */
export function siretWords(siret: string): string {
  return siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4');
}

/** French phone number in pairs; another one as it is kept. */
export function phoneWords(phone: string): string {
  return phone.replace(/^\+33(\d)(\d{2})(\d{2})(\d{2})(\d{2})$/, '0$1 $2 $3 $4 $5');
}

/** Sorts documents as they rest on each other: convention, contrat, bulletin, avenant. */
export function documentOrder(a: { kind: DocumentKind }, b: { kind: DocumentKind }): number {
  return DOCUMENT_KINDS.indexOf(a.kind) - DOCUMENT_KINDS.indexOf(b.kind);
}

/** « 1 dossier », « 3 dossiers ». */
export function count(n: number, one: string, many: string): string {
  return `${n.toLocaleString('fr-FR')} ${n < 2 ? one : many}`;
}

/** First letter in capital. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr-FR') + text.slice(1);
}
