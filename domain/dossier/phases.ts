import type { WaitingFor } from '../decision/waiting.ts';
import type { Mark } from '../formats/mark.ts';
import { designateAdministrateur } from './administrateur.ts';
import { ASK_DOCUMENTS } from './asking.ts';
import { ESCALATION, REMINDERS } from './deadlines.ts';
import { conventionSiret, openDocuments, siretMismatches } from './documents.ts';
import { awaitsFrame } from './frame.ts';
import type { Phase, Standing } from './kind.ts';
import { awaitsDate, hasOpened, OPENING_DATE, openServices } from './opening.ts';
import { produceDocuments } from './plan.ts';
import { awaitsCna, CNA_AWAITED, watchReach } from './reach.ts';
import { keepOneFrame } from './sharedFrame.ts';
import { SIRET_REMINDER, watchSiret } from './siret.ts';
import type { ServiceFacts } from './types.ts';
import {
  allInForce,
  allSigned,
  anyUnsigned,
  askCountersignature,
  dropCountersignature,
  watchReturned,
  watchSilence,
} from './watch.ts';

/** The phases that every kind which opens services goes through, from its documents to the opening (§4.3). */

export const CONTRACT_STATES = {
  DOCUMENTS_A_PRODUIRE: 'Documents à produire',
  DOCUMENTS_ENVOYES: 'Documents envoyés au partenaire',
  BULLETIN_COMPLETE: 'Bulletin complété, à signer',
  BLOQUE_SIRET: 'Bloqué : SIRET différents',
  DOCUMENTS_SIGNES: 'Documents signés, à contresigner',
  CONTROLE_SIRET: 'Contrôle du SIRET',
  PRET_A_OUVRIR: 'Prêt à ouvrir',
} as const;
export type ContractState = keyof typeof CONTRACT_STATES;
export const CONTRACT_MARKS = {
  DOCUMENTS_A_PRODUIRE: 'plain',
  DOCUMENTS_ENVOYES: 'plain',
  BULLETIN_COMPLETE: 'plain',
  BLOQUE_SIRET: 'amiss',
  DOCUMENTS_SIGNES: 'toDo',
  CONTROLE_SIRET: 'plain',
  PRET_A_OUVRIR: 'ready',
} as const satisfies Record<ContractState, Mark>;

/** The partner completes and signs; a service whose documents are all in force does not wait for the others. */
export const DOCUMENTS = {
  label: 'Le partenaire complète et signe',
  enter: produceDocuments,
  keep: [keepOneFrame, watchSiret, watchReach, watchReturned, watchSilence, designateAdministrateur, openServices],
  outcomes: { signed: allSigned },
  state: documentsState,
  asks: ASK_DOCUMENTS,
  deadlines: [REMINDERS, ESCALATION, SIRET_REMINDER, OPENING_DATE],
} satisfies Phase<ServiceFacts, ContractState>;

/** The Caf countersigns: from then on the documents are in force (CONV-8). */
export const COUNTERSIGNATURE = {
  label: 'La Caf contresigne',
  enter: askCountersignature,
  // the convention's SIRET may change elsewhere meanwhile: a bulletin that bears another one goes back (CONV-17)
  keep: [keepOneFrame, watchSiret, watchReach, askCountersignature, designateAdministrateur, openServices],
  leave: dropCountersignature,
  outcomes: {
    returned: anyUnsigned,
    inForce: allInForce,
  },
  state: () => 'DOCUMENTS_SIGNES',
  waiting: countersignatureWaiting,
  deadlines: [OPENING_DATE],
} satisfies Phase<ServiceFacts, ContractState>;

/** Nothing but the opening date is awaited, or an administrateur (ESAT-23, ADM-2). */
export const OPENING = {
  label: "Contrôle, puis date d'ouverture",
  keep: [designateAdministrateur, openServices],
  outcomes: { opened: ({ dossier }) => hasOpened(dossier) },
  state: ({ dossier }) => (bulletinsMatch(dossier) ? 'PRET_A_OUVRIR' : 'CONTROLE_SIRET'),
  waiting: awaitsDate,
  deadlines: [OPENING_DATE],
} satisfies Phase<ServiceFacts, ContractState>;

function countersignatureWaiting(standing: Standing<ServiceFacts>): WaitingFor | null {
  if (awaitsCna(standing)) return CNA_AWAITED;
  return awaitsFrame(standing.dossier) ? FRAME_AWAITED : null;
}

/** DEL-12: nothing of this dossier waits for anybody. */
const FRAME_AWAITED = {
  who: 'SYSTEME',
  what: 'la convention et le contrat, préparés dans un autre dossier de ce partenaire',
  until: null,
  then: 'Quand ils sont en vigueur, le bulletin est à contresigner.',
} as const satisfies WaitingFor;

function documentsState({ dossier }: Standing): ContractState {
  const open = openDocuments(dossier);
  if (dossier.documents.length === 0 || open.some(({ state }) => state === 'BROUILLON')) return 'DOCUMENTS_A_PRODUIRE';
  if (siretMismatches(dossier).length > 0) return 'BLOQUE_SIRET';
  if (open.some(({ state }) => state === 'A_COMPLETER' || state === 'A_CORRIGER')) return 'DOCUMENTS_ENVOYES';
  const completed = dossier.documents.some(({ kind, completedAt }) => kind === 'BULLETIN' && completedAt !== null);
  return completed ? 'BULLETIN_COMPLETE' : 'DOCUMENTS_ENVOYES';
}

function bulletinsMatch(dossier: Standing['dossier']): boolean {
  const expected = conventionSiret(dossier);
  return dossier.documents
    .filter((document) => document.kind === 'BULLETIN' && document.state === 'ACTIF')
    .every((document) => document.siret === expected);
}
