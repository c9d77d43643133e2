import type { ClosingReason, UserInput } from '../account/types.ts';

/** What an administrateur in mode centralisé may ask about people (RGT-17). */
export type AskedChange =
  /** `input`: null once the account is made, whose own data it then is */
  | { what: 'create'; input: UserInput | null; confirmed: boolean; groupIds: readonly string[] }
  /** `closesOn`: null, as soon as the Caf has carried it out; `replacementId` takes over the groups of a gestionnaire (GRP-19) */
  | {
      what: 'close';
      userId: string;
      closesOn: string | null;
      replacementId: string | null;
      /** unsaid in what was asked before it was asked for */
      closingReason?: ClosingReason | null;
    }
  | { what: 'move'; userId: string; join: readonly string[]; leave: readonly string[] }
  /** `changes`: null once they are made, as `input` */
  | { what: 'edit'; userId: string; changes: Partial<UserInput> | null; confirmed: boolean }
  | { what: 'reactivate'; userId: string };
export type AskedWhat = AskedChange['what'];

export const ASKED_WHATS = ['create', 'edit', 'move', 'close', 'reactivate'] as const satisfies readonly AskedWhat[];

/** As it stands in a sentence. */
export const ASKED_WORDS: Record<AskedWhat, string> = {
  create: "création d'un compte",
  edit: "correction d'un compte",
  move: 'changement de groupes',
  close: "clôture d'un compte",
  reactivate: "réactivation d'un compte",
};

/** [P] ours: domain.md says that the Caf manages the people, not how it is asked. */
export const USER_REQUEST_STATES = ['A_TRAITER', 'FAITE', 'REFUSEE', 'CLASSEE'] as const;
export type UserRequestState = (typeof USER_REQUEST_STATES)[number];

/** What a request about a person knows beside its state. */
export interface UserRequestFacts {
  /** account of the administrateur who asks */
  askedBy: string;
  asked: AskedChange;
  /** whose account it is about; of a creation, once it is made */
  userId: string | null;
  /** why, in the administrateur's words */
  reason: string | null;
  /** why not, in the Caf's */
  answer: string | null;
}
