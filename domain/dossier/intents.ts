import type { UserInput } from '../account/types.ts';

/** What a decision about a dossier asks of the partner's people: domain/appointment and domain/succession, above both, carry it out. */

/** Who gets the first administrateur's account in this transaction. `byCaf`: an agent says so and is answered; else the bulletin designates. */
export interface Designation extends DesignatedPerson {
  byCaf: boolean;
}

export interface DesignatedPerson {
  firstName: string;
  lastName: string;
  email: string;
}

/** A convention that took the place of another in this decision (DEL-5): ids of both. */
export interface Succession {
  from: string;
  to: string;
}

/** Annexe 3 (ADM-3, ADM-11): who leaves the function of administrateur and who takes it. */
export interface HandOver {
  /** null: a second administrateur is added (ADM-11) */
  leavingId: string | null;
  /** 'YYYY-MM-DD' on which the leaver's account closes; null: when the annexe is applied */
  closesOn: string | null;
  /** without an account: one is made when the annexe is applied (ADM-4), with what was said of the person */
  incoming: DesignatedPerson & Partial<UserInput> & { userId: string | null; phone: string | null };
}

/** The partner reaches several départements: it moves to the CNA with everything it has (DEL-7, DEL-11). */
export interface Transfer {
  /** tells this one from any other of the partner */
  key: string;
  departments: string[];
  reason: string;
}
