/** What a mail's one action points at. The address itself, secret or not, is made when the mail is sent: no row holds a token (S2). */
export type LinkRef =
  | { kind: 'dossier' | 'request'; linkRef: string; version: number }
  | { kind: 'process' | 'campaign'; processId: string }
  | { kind: 'page'; path: string };

/** A one-time code to be derived when the mail is sent (§4.3 « Signature »). */
export interface CodeRef {
  linkRef: string;
  version: number;
  nonce: string;
}

/** Every mail there is (domain.md §9; MAIL-50 and on are ours) and what it needs to be written. */
export type MailParams =
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
  | { template: 'MAIL-28'; organisme: string; service: string; link: LinkRef }
  | { template: 'MAIL-29'; organisme: string; formerCaf: string; link: LinkRef }
  | { template: 'MAIL-30'; organisme: string; number: string; reason: string; successor: string | null; link: LinkRef }
  | { template: 'MAIL-32'; campaign: string; deadline: string; open: number; link: LinkRef }
  | { template: 'MAIL-33'; organisme: string; link: LinkRef }
  | { template: 'MAIL-50'; organisme: string; code: CodeRef; minutes: number; link: LinkRef }
  | { template: 'MAIL-51'; organisme: string; link: LinkRef }
  | { template: 'MAIL-52'; organisme: string; documents: string[]; reason: string; link: LinkRef }
  | { template: 'MAIL-53'; organisme: string; outcome: string; reason: string; link: LinkRef }
  | { template: 'MAIL-54'; organisme: string; outcome: string; reason: string; link: LinkRef }
  | { template: 'MAIL-55'; organisme: string; since: string; link: LinkRef }
  | { template: 'MAIL-56'; campaign: string; open: number; link: LinkRef }
  | { template: 'MAIL-57'; organisme: string; link: LinkRef };

export type MailTemplate = MailParams['template'];

/** A written mail before it becomes text and HTML: short, one action (U6). */
export interface MailText {
  subject: string;
  paragraphs: string[];
  items: string[];
  /** secret shown alone on its line */
  code: string | null;
  action: { label: string; url: string } | null;
}
