import type { UserInput } from '../account/types.ts';
import type { NamedPerson } from '../document/types.ts';
import type { Facts } from '../dossier/types.ts';

/** Facts of annexe 3. */
export interface ReplacementFacts extends Facts {
  replacement: Replacement;
}

/** Annexe 3 (ADM-3, ADM-11): who leaves the function of administrateur and who takes it, as the dossier knows it until it is applied. */
export interface Replacement {
  /** null: a second administrateur is added (ADM-11) */
  leaving: (NamedPerson & { userId: string }) | null;
  /** null: nobody has named a successor yet; without an account: one is made when the annexe is applied (ADM-4), with what was said of the person */
  incoming: (NamedPerson & Partial<UserInput> & { userId: string | null; phone: string | null }) | null;
  /** 'YYYY-MM-DD' on which the leaver's account closes; null: when the annexe is applied */
  closesOn: string | null;
  /** REM-10 reminders sent */
  reminders: number;
}
