import { parseSubject } from './subject.ts';
import type { SupportKind, SupportOutcome } from './types.ts';

/** An account that the sender's address belongs to, when it is an active administrateur's or gestionnaire's. */
export interface Sender {
  userId: string;
  partnerId: string;
  administrateur: boolean;
  gestionnaire: boolean;
  /** of the convention in force */
  conventionNumber: string | null;
}

export interface IncomingRequest {
  kind: SupportKind;
  subject: string;
  /** documents on an allocataire's file came with it (MAIL-10, SUP-17) */
  aboutBeneficiary: boolean;
  senders: readonly Sender[];
}

export interface Routed {
  outcome: SupportOutcome;
  /** whose request it is; null: nobody's who may ask */
  sender: Sender | null;
  /** told to the sender where the request is not taken as it is */
  reason: string | null;
}

/** Where a request goes (domain.md §12). Incidents and departures come first: they are never turned away for their form. */
export function routeSupport({ kind, subject, aboutBeneficiary, senders }: IncomingRequest): Routed {
  const quoted = parseSubject(subject);
  const ofQuoted = senders.filter((one) => quoted !== null && one.conventionNumber === quoted.conventionNumber);

  const report = REPORTS[kind];
  const reporter = ofQuoted[0] ?? senders[0];
  if (report !== undefined && reporter !== undefined) return { outcome: report, sender: reporter, reason: null };

  // RGT-11, ADM-8: the administrateur alone, and for the convention that is quoted
  const asker = (quoted === null ? senders : ofQuoted).find((one) => one.administrateur);
  if (asker === undefined)
    return {
      outcome: 'REFUSEE_EXPEDITEUR',
      sender: null,
      reason: "L'expéditeur n'est pas administrateur de cette convention.",
    };
  if (aboutBeneficiary) return { outcome: 'HORS_CANAL', sender: asker, reason: OUT_OF_CHANNEL };
  if (quoted !== null) return { outcome: 'PRIORITAIRE', sender: asker, reason: null };
  return { outcome: 'NON_PRIORITAIRE', sender: asker, reason: WRONG_SUBJECT };
}

const REPORTS: Partial<Record<SupportKind, SupportOutcome>> = {
  INCIDENT: 'SIGNALE',
  DEPART_ADMINISTRATEUR: 'DEPART_SIGNALE',
  DEPART_GESTIONNAIRE: 'DEPART_GESTIONNAIRE',
};

export const OUT_OF_CHANNEL =
  "Le dossier d'un allocataire ne se traite pas ici : utilisez l'espace de dialogue du portail partenaire.";

export const WRONG_SUBJECT =
  "L'objet n'est pas de la forme « SERVICE numéro-de-convention NOM DE L'ORGANISME », par exemple « CDAP 19_214 ESAT Les Tilleuls ».";
