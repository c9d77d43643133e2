import type { ServiceCode } from '../service/services.ts';

/** What a partner may ask of its Caf (RGT-11; incidents and departures: also a gestionnaire). */
export const SUPPORT_KINDS = [
  'AIDE',
  'INCIDENT',
  'DEPART_ADMINISTRATEUR',
  'DEPART_GESTIONNAIRE',
  'NOUVEL_APPROBATEUR',
] as const;
export type SupportKind = (typeof SUPPORT_KINDS)[number];

/** domain.md §12 « Demande de support »; DEPART_GESTIONNAIRE is its GRP-19. */
export const SUPPORT_OUTCOMES = [
  'SIGNALE',
  'DEPART_SIGNALE',
  'DEPART_GESTIONNAIRE',
  'REFUSEE_EXPEDITEUR',
  'PRIORITAIRE',
  'NON_PRIORITAIRE',
  'HORS_CANAL',
] as const;
export type SupportOutcome = (typeof SUPPORT_OUTCOMES)[number];

/** Outcomes that make a case to follow; the others are told, or another process's. */
export const FOLLOWED_OUTCOMES = [
  'PRIORITAIRE',
  'NON_PRIORITAIRE',
  'DEPART_SIGNALE',
  'DEPART_GESTIONNAIRE',
] as const satisfies readonly SupportOutcome[];
export type FollowedOutcome = (typeof FOLLOWED_OUTCOMES)[number];

/** SYSTEME: what happened by itself */
export const EXCHANGED_BY = ['CAF', 'PARTENAIRE', 'SYSTEME'] as const;

export interface Exchange {
  /** ISO instant */
  at: string;
  by: (typeof EXCHANGED_BY)[number];
  text: string;
}

/** What a support request knows beside its state. */
export interface SupportFacts {
  /** account of who asks */
  askedBy: string;
  /** typed in the portal, or entered by the Caf from a mail */
  channel: 'PORTAIL' | 'COURRIEL';
  kind: SupportKind;
  outcome: FollowedOutcome;
  service: ServiceCode | null;
  subject: string;
  /** the request, then what was said about it: shown to those concerned, the Caf's words are mailed */
  exchanges: Exchange[];
  /** why it has no priority (SUP-16) */
  reason: string | null;
  /** who leaves, where someone was named */
  userId: string | null;
  /** reminders sent about the present wait */
  reminders: number;
  /** ISO instant since when the complement is awaited; absent where it was asked for before there was a clock */
  askedSince?: string | null;
}
