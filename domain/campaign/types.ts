import type { Context } from '../decision/context.ts';
import type { AuditDraft } from '../decision/journal.ts';
import type { DelegationMode } from '../document/types.ts';
import type { DossierAct } from '../dossier/acts.ts';
import type { Beside } from '../dossier/modeChange.ts';
import type { JudgedRow } from '../esat/rows.ts';
import type { Mark } from '../formats/mark.ts';
import type { MailDraft } from '../mail/draft.ts';
import type { Task } from '../task/kinds.ts';
import type { CampaignProgress } from './deadlines.ts';

/** §6.4; `VERIFIEE`: the file was checked and nothing of it kept. */
export const CAMPAIGN_STATES = ['VERIFIEE', 'EN_COURS', 'TERMINEE', 'ANNULEE'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

/** Words of a state, as pages show it; its process waits `A_LANCER` while rows are queued. */
export const CAMPAIGN_STATE_LABELS: Record<CampaignState | 'A_LANCER', string> = {
  VERIFIEE: 'Vérifiée, non lancée',
  A_LANCER: 'À lancer',
  EN_COURS: 'En cours',
  TERMINEE: 'Terminée',
  ANNULEE: 'Annulée',
};
export const CAMPAIGN_STATE_MARKS: Readonly<Record<CampaignState | 'A_LANCER', Mark>> = {
  VERIFIEE: 'plain',
  A_LANCER: 'plain',
  EN_COURS: 'plain',
  TERMINEE: 'done',
  ANNULEE: 'amiss',
};

/** What became of a held row, once its task ended (TRAITER_LIGNE). */
export const RESOLUTION_LABELS = {
  CORRIGEE: 'Corrigée',
  INACTIF_NON_REPRIS: 'Établissement inactif, non repris',
  ECARTEE: 'Écartée',
};
export type Resolution = keyof typeof RESOLUTION_LABELS;

/** What the row of its process keeps of a campaign. */
export interface CampaignFacts extends CampaignProgress {
  campaignId: string;
}

/** A campaign without its rows, which are thousands: of them it only knows how many wait. */
export interface Campaign {
  id: string;
  processId: string;
  name: string;
  /** the single Caf that uploaded; null: national */
  caf: string | null;
  state: CampaignState;
  /** 'YYYY-MM-DD', Paris */
  deadline: string;
  opensOn: string;
  delegationMode: DelegationMode;
  createdBy: string;
  createdAt: Date;
  closedAt: Date | null;
  facts: CampaignFacts;
  incident: string | null;
  ended: boolean;
  /** rows that wait to be launched */
  queued: number;
  /** held rows that wait for their Caf */
  held: number;
}

/** A held row with its task, and what runs beside for its partner. */
export interface HeldRow {
  task: Task;
  row: JudgedRow;
  beside: readonly Beside[];
}

/** What a Caf still has to do: dossiers that are not ready, by name the first ones, and rows that it holds. */
export interface CafLeft {
  caf: string;
  open: number;
  held: number;
  dossiers: string[];
}

/** What an act needs to know beside the campaign (`campaignKind.needs`); the store loads nothing else. */
export interface CampaignNeeds {
  /** the task that is completed, with its row */
  taskId: string | null;
  /** what each Caf still has to do, and the address of whoever launched the campaign */
  left: boolean;
}

export interface CampaignGround {
  held: HeldRow | null;
  left: readonly CafLeft[];
  creatorEmail: string | null;
}

export interface CampaignDecision {
  campaign: Campaign;
  /** the held row that was seen to, with its task; `released`: the row as corrected, which joins the queue */
  treated: { task: Task; row: number; resolution: Resolution; released: JudgedRow | null } | null;
  /**
   * The queue and the open tasks are dropped, and every dossier that bears no signature of a partner is told to stop (§6.4) by a command of
   * its own, which looks again: whoever signs before it comes is spared too.
   */
  stopped: { act: Extract<DossierAct, { type: 'cancelUnsigned' }>; notAfter: Date } | null;
  mails: MailDraft[];
  /** when the mails leave */
  mailsLeave: Date;
  audit: AuditDraft[];
  /** the Caf whose journal the lines are of; null: national */
  auditCaf: string | null;
}

/** A decision in the making. */
export interface CampaignDesk extends Context, CampaignDecision {
  ground: CampaignGround;
}
