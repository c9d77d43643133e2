import type { Mark } from '../formats/mark.ts';

/** States of an account (domain.md §8.2), and SUSPENDU while a security incident is open. */
export const ACCOUNT_STATES = [
  'CREE',
  'ATTENTE_PREMIERE_CONNEXION',
  'MDP_TEMPORAIRE_EXPIRE',
  'PERSONNALISATION',
  'ACTIF',
  'CLOS',
  'ENVOI_ECHOUE',
  'SUSPENDU',
] as const;
export type AccountState = (typeof ACCOUNT_STATES)[number];

export const ACCOUNT_STATE_LABELS: Record<AccountState, string> = {
  CREE: 'Créé, courriels en cours d’envoi',
  ATTENTE_PREMIERE_CONNEXION: 'En attente de la première connexion',
  MDP_TEMPORAIRE_EXPIRE: 'Mot de passe temporaire expiré',
  PERSONNALISATION: 'Choix du mot de passe en cours',
  ACTIF: 'Actif',
  CLOS: 'Clos',
  ENVOI_ECHOUE: 'Courriel refusé',
  SUSPENDU: 'Suspendu',
};
export const ACCOUNT_STATE_MARKS: Readonly<Record<AccountState, Mark>> = {
  CREE: 'plain',
  ATTENTE_PREMIERE_CONNEXION: 'plain',
  MDP_TEMPORAIRE_EXPIRE: 'plain',
  PERSONNALISATION: 'plain',
  ACTIF: 'done',
  CLOS: 'plain',
  ENVOI_ECHOUE: 'plain',
  SUSPENDU: 'amiss',
};

/** Diplomas that T1 rests on, and everything else (GRP-17). */
export const QUALIFICATIONS = ['AS', 'CESF', 'AUTRE'] as const;
export type Qualification = (typeof QUALIFICATIONS)[number];

/** Evidence of a T9 right (REQ-16). */
export const TITRES = ['JUGEMENT', 'DESIGNATION_CD', 'DELEGATION_CD', 'NOMINATION_JUGE_ENFANTS'] as const;
export type Titre = (typeof TITRES)[number];

/** Why an account is closed (ACC-14, ACC-15). */
export const CLOSING_REASONS = ['DEPART', 'FIN_DE_MISSION', 'LONGUE_ABSENCE'] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** As it stands in a sentence. */
export const CLOSING_REASON_WORDS: Record<ClosingReason, string> = {
  DEPART: "départ de l'organisme",
  FIN_DE_MISSION: 'fin de mission',
  LONGUE_ABSENCE: 'longue absence',
};

/** What is asked of a person when an account is made or changed (api.md « user in »). */
export interface UserInput {
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
  qualification: Qualification | null;
  numeroInstructeur: string | null;
  codeBailleur: string | null;
  titre: Titre | null;
  workplaceSocialWorker: boolean;
}

/** What of a person is unsaid where only name and address are asked. */
export const NOTHING_MORE = {
  phone: null,
  qualification: null,
  numeroInstructeur: null,
  codeBailleur: null,
  titre: null,
  workplaceSocialWorker: false,
} as const satisfies Partial<UserInput>;

/** A temporary password as the rules see it: never its text (FMT-22). */
export interface TemporarySecret {
  id: string;
  usage: 'INITIAL' | 'OUBLI';
  createdAt: Date;
  /** null: its mail was not taken yet, the clock has not started (ACC-6) */
  expiresAt: Date | null;
}

/** The account of one person of a partner (ACC-1). */
export interface Account extends UserInput {
  id: string;
  login: string;
  administrateurSince: Date | null;
  /** REQ-9: when the Caf accepted the diploma that T1 rests on */
  diplomeVerifieLe: Date | null;
  /** 'YYYY-MM-DD': closed from 00:00 Europe/Paris of that day (ACC-17) */
  closesOn: string | null;
  /** its closure was carried out: once, by hand or on its date (ACC-17) */
  closedAt: Date | null;
  suspendedAt: Date | null;
  hasPassword: boolean;
  /** the temporary password was used, a personal one is awaited until then (ACC-7) */
  personalisingUntil: Date | null;
  /** ACC-22: a mail of the account was refused for good */
  sendFailed: boolean;
  /** the one that is neither used nor void, if any (ACC-11) */
  secret: TemporarySecret | null;
  createdBy: string | null;
  createdAt: Date;
  lastLoginAt: Date | null;
}

/** Someone to be told about an account: who made it, partner's person or agent, or an administrateur. */
export interface Contact {
  id: string;
  name: string;
  email: string;
  closesOn: string | null;
}
