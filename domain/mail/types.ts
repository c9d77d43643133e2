/** What a mail's one action points at. The address itself, secret or not, is made when the mail is sent: no row holds a token (S2). */
export type LinkRef =
  | { kind: 'dossier' | 'request'; linkRef: string; version: number }
  /** a person's copy of their data */
  | { kind: 'data'; linkRef: string; version: number }
  | { kind: 'process' | 'campaign'; processId: string }
  | { kind: 'task'; taskId: string }
  | { kind: 'page'; path: string };

/** A one-time code to be derived when the mail is sent (§4.3 « Signature »). */
export interface CodeRef {
  linkRef: string;
  version: number;
  /** random and public: what tells one code from the next */
  nonce: string;
}

/** Documents that a mail brings as PDF, as they stood when their addressee signed them: drawn when it is sent, kept in no row. */
export interface SignedCopies {
  /** ISO instant of the signature */
  at: string;
  documents: { id: string; version: number }[];
}

/** One piece of a mail, neutral between text and HTML. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: readonly string[] }
  /** where the one-time code, or the temporary password, stands alone on its line */
  | { kind: 'code' }
  /** the one thing to do: a button, its address given when the mail is sent */
  | { kind: 'action'; label: string }
  /** small print */
  | { kind: 'note'; text: string };

/** A written mail, without the address of its action and without its code: those are known when it is sent. */
export interface WrittenMail {
  subject: string;
  blocks: readonly Block[];
}

/** Its one action leads somewhere: every mail has it (U6). */
export interface Linked {
  link: LinkRef;
}

/** What people read about a mail without opening it (domain.md §9). */
export interface MailEntry {
  /** what it is about, in few words */
  label: string;
  /** who receives it */
  to: string;
  /** what makes it go */
  trigger: string;
}

/** One mail, whole: what is said about it, how it is written from its params, and what of it a person previews. One file each. */
export interface Mail<Id extends string, Params> extends MailEntry {
  readonly id: Id;
  /** pure, short, in French, one action (U6) */
  readonly write: (params: Params & Linked) => WrittenMail;
  /** invented values: what a person previews before any is sent (U6) */
  readonly sample: Params & Linked;
  /** of a mail with a code: the one its preview shows, invented as well (S2) */
  readonly exampleCode?: string;
}

/** What is derived at the last moment and stored nowhere (S2). */
export interface Derived {
  url: string;
  /** null for a mail without a code */
  code: string | null;
}
