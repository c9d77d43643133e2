import type { DelegationMode } from '../document/types.ts';

/** What a mail's one action points at. The address itself, secret or not, is made when the mail is sent: no row holds a token (S2). */
export type LinkRef =
  | { kind: 'dossier' | 'request'; linkRef: string; version: number }
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

/** Every mail there is (domain.md §9; MAIL-50 and on are ours) and what it needs to be written. */
export type MailParams =
  | { template: 'MAIL-1'; organisme: string; login: string; link: LinkRef }
  | { template: 'MAIL-2'; organisme: string; secretId: string; link: LinkRef }
  | { template: 'MAIL-3'; organisme: string; secretId: string; link: LinkRef }
  | { template: 'MAIL-20'; organisme: string; reference: string; link: LinkRef }
  | { template: 'MAIL-21'; organisme: string; what: string; until: string | null; link: LinkRef }
  | { template: 'MAIL-22'; organisme: string; reference: string; link: LinkRef }
  | { template: 'MAIL-23'; organisme: string; reasons: string[]; redirected: boolean; link: LinkRef }
  | { template: 'MAIL-24'; organisme: string; profiles: string[]; refused?: string[]; link: LinkRef }
  | { template: 'MAIL-25'; organisme: string; documents: string[]; link: LinkRef }
  | {
      template: 'MAIL-26';
      audience: 'partner' | 'caf';
      organisme: string;
      documents: string[];
      until: string | null;
      link: LinkRef;
    }
  | { template: 'MAIL-27'; organisme: string; bulletinSiret: string; conventionSiret: string; link: LinkRef }
  | {
      template: 'MAIL-28';
      organisme: string;
      service: string;
      /** who makes groups, roles and users (ESAT-19); unsaid: both ways are told */
      mode?: 'DELEGUE' | 'CENTRALISE';
      link: LinkRef;
    }
  | { template: 'MAIL-29'; organisme: string; formerCaf: string; link: LinkRef }
  | { template: 'MAIL-30'; organisme: string; number: string; reason: string; successor: string | null; link: LinkRef }
  | {
      template: 'MAIL-31';
      stage: 'A_SIGNER' | 'RAPPEL' | 'APPLIQUEE' | 'ABANDONNEE';
      audience: 'leaver' | 'successor' | 'caf';
      organisme: string;
      /** names; nobody leaves when a second administrateur is added (ADM-11) */
      leaving: string | null;
      incoming: string;
      link: LinkRef;
    }
  | {
      template: 'MAIL-32';
      campaign: string;
      /** 'YYYY-MM-DD' */
      deadline: string;
      open: number;
      /** held rows that still wait */
      held?: number;
      /** names of the open dossiers; the first ones are shown */
      dossiers?: string[];
      link: LinkRef;
    }
  | {
      template: 'MAIL-74';
      campaign: string;
      /** 'YYYY-MM-DD' */
      deadline: string;
      open: number;
      held: number;
      dossiers: string[];
      link: LinkRef;
    }
  /** `recipient`: the name of who could not be reached */
  | { template: 'MAIL-84'; campaign: string; recipient: string; link: LinkRef }
  /** the longest overdue first; `total`: how many there are */
  | { template: 'MAIL-75'; caf: string; tasks: string[]; total: number; link: LinkRef }
  /** `login`: of the account whose mails are refused; unsaid, a dossier's, which may have `ended` */
  | { template: 'MAIL-33'; organisme: string; login?: string; ended?: boolean; link: LinkRef }
  | { template: 'MAIL-34'; organisme: string; closed: boolean; login: string; toCreator?: true; link: LinkRef }
  | { template: 'MAIL-39'; caf: string; link: LinkRef }
  | { template: 'MAIL-41'; organisme: string; accepted: boolean; reason: string | null; link: LinkRef }
  | {
      template: 'MAIL-35';
      organisme: string;
      /** people by name, the first ones; `more`: how many are not shown */
      services: { service: string; people: string[]; more: number }[];
      link: LinkRef;
    }
  | { template: 'MAIL-37'; organisme: string; managers: string[]; more: number; link: LinkRef }
  | { template: 'MAIL-42'; organisme: string; group: string; link: LinkRef }
  | { template: 'MAIL-50'; organisme: string; code: CodeRef; minutes: number; link: LinkRef }
  | { template: 'MAIL-51'; organisme: string; link: LinkRef }
  | { template: 'MAIL-52'; organisme: string; documents: string[]; reason: string; link: LinkRef }
  | { template: 'MAIL-53'; organisme: string; outcome: string; reason: string; link: LinkRef }
  | { template: 'MAIL-54'; organisme: string; outcome: string; reason: string; link: LinkRef }
  | { template: 'MAIL-55'; organisme: string; since: string; link: LinkRef }
  | { template: 'MAIL-56'; campaign: string; open: number; held?: number; link: LinkRef }
  | { template: 'MAIL-57'; organisme: string; link: LinkRef }
  | { template: 'MAIL-58'; organisme: string; link: LinkRef }
  | { template: 'MAIL-59'; organisme: string; login: string; link: LinkRef }
  | { template: 'MAIL-60'; organisme: string; link: LinkRef }
  | { template: 'MAIL-61'; organisme: string; link: LinkRef }
  | { template: 'MAIL-80'; organisme: string; groups: string[]; more: number; link: LinkRef }
  | {
      template: 'MAIL-64';
      /** the person who does not enter; unsaid: whoever else can repair it */
      audience?: 'self';
      organisme: string;
      login: string;
      service: string;
      remedy: string;
      link: LinkRef;
    }
  | { template: 'MAIL-68'; organisme: string; what: string; link: LinkRef }
  | { template: 'MAIL-69'; organisme: string; mode: DelegationMode; detached: string[]; link: LinkRef }
  | {
      template: 'MAIL-70';
      organisme: string;
      what: string;
      outcome: 'FAITE' | 'REFUSEE' | 'CLASSEE' | 'SANS_CONVENTION';
      reason: string | null;
      link: LinkRef;
    }
  | { template: 'MAIL-67'; at: string; link: LinkRef }
  | { template: 'MAIL-85'; change: 'ACTIVEE' | 'RETIREE' | 'REINITIALISEE'; at: string; link: LinkRef }
  | { template: 'MAIL-63'; organisme: string; again: boolean; link: LinkRef }
  | { template: 'MAIL-76'; organisme: string; again: boolean; link: LinkRef }
  | {
      template: 'MAIL-77';
      organisme: string;
      verdict: 'PRIORITAIRE' | 'NON_PRIORITAIRE' | 'DEPART_SIGNALE' | 'DEPART_GESTIONNAIRE' | 'HORS_CANAL';
      subject: string;
      reason: string | null;
      link: LinkRef;
    }
  | {
      template: 'MAIL-78';
      organisme: string;
      act: 'answer' | 'ask' | 'remind' | 'close';
      subject: string;
      text: string;
      /** when a complement is awaited no more */
      until?: string;
      link: LinkRef;
    }
  | { template: 'MAIL-62'; organisme: string; subject: string; link: LinkRef }
  | { template: 'MAIL-79'; organisme: string; departure: boolean; link: LinkRef }
  | {
      template: 'MAIL-36';
      organisme: string;
      year: number;
      again: boolean;
      /** people by name and what is asked about them, the first ones; `more`: how many are not shown */
      evidence: string[];
      more: number;
      until: string;
      link: LinkRef;
    }
  | {
      template: 'MAIL-81';
      organisme: string;
      year: number;
      again: boolean;
      gaps: string[];
      more: number;
      link: LinkRef;
    }
  | { template: 'MAIL-82'; organisme: string; year: number; open: number; link: LinkRef }
  | {
      template: 'MAIL-83';
      organisme: string;
      year: number;
      outcome: 'CONFORME' | 'ECARTS_CORRIGES' | 'ANNULE' | 'SANS_CONVENTION';
      link: LinkRef;
    };

export type MailTemplate = MailParams['template'];
export type ParamsOf<T extends MailTemplate> = Extract<MailParams, { template: T }>;

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

/** A template: pure, short, in French, one action (U6). */
export type Template<T extends MailTemplate> = (params: ParamsOf<T>) => WrittenMail;

/** What is derived at the last moment and stored nowhere (S2). */
export interface Derived {
  url: string;
  /** null for a mail without a code */
  code: string | null;
}
