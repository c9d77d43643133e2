import type { Titre } from '../account/types.ts';
import type { ServiceCode } from '../service/services.ts';

/** What a control asks about a person: evidence of a service that it uses (OBL-15), or an account still open after a departure (ACC-14). */
export type Controlled = string;

/** The account of somebody whose departure was told. */
export const DEPART = 'DEPART';

/** What the administrateur has given for one item. */
export interface Proof {
  /** ISO instant */
  at: string;
  attachmentId: string | null;
  numeroInstructeur: string | null;
  titre: Titre | null;
}

/** How a gap may be corrected: other evidence, or the access or the account is gone. */
export const CORRECTIONS = ['PREUVE', 'ACCES_RETIRE', 'COMPTE_CLOS'] as const;
export type Correction = (typeof CORRECTIONS)[number];

/** What the Caf found wrong. */
export interface Gap {
  reason: string;
  /** waits for the Caf's check */
  correction: Correction | null;
  /** what the Caf did not accept: seen again, it is no correction */
  refused: Correction | null;
  /** the Caf has accepted the correction */
  corrected: boolean;
}

/** One person and one thing to look at. */
export interface ControlItem {
  id: string;
  userId: string;
  about: Controlled;
  proof: Proof | null;
  gap: Gap | null;
}

/** Accesses to a service when the control began (TIME-13). */
export interface ControlledAccess {
  service: ServiceCode;
  people: number;
  /** of these, not used for a year */
  unused: number;
}

/** Last use of a service by someone of the sample; null: never. */
export interface LastUse {
  userId: string;
  service: ServiceCode;
  at: string | null;
}

/** What a yearly control knows beside its state (OBL-15, domain.md §11). */
export interface ControlFacts {
  year: number;
  sampleSize: number;
  /** accounts that the items are about: a change of one of them is looked at */
  people: string[];
  items: ControlItem[];
  accesses: ControlledAccess[];
  lastUses: LastUse[];
  /** ISO instant since which evidence is asked for, and reminders sent since */
  askedAt: string | null;
  reminders: number;
  /** ISO instant since which gaps wait for the administrateur, and what was sent since */
  gapsSince: string | null;
  gapReminders: number;
  escalations: number;
  /** why it was cancelled, or found conforming without all the evidence */
  reason: string | null;
}
