import { mail1 } from './templates/mail1Login.ts';
import { mail2 } from './templates/mail2Password.ts';
import { mail3 } from './templates/mail3Forgotten.ts';
import { mail20 } from './templates/mail20Received.ts';
import { mail21 } from './templates/mail21Missing.ts';
import { mail22 } from './templates/mail22Unanswered.ts';
import { mail23 } from './templates/mail23Refused.ts';
import { mail24 } from './templates/mail24Accepted.ts';
import { mail25 } from './templates/mail25Documents.ts';
import { mail26 } from './templates/mail26Reminder.ts';
import { mail27 } from './templates/mail27SiretMismatch.ts';
import { mail28 } from './templates/mail28ServiceOpened.ts';
import { mail29 } from './templates/mail29TransferredToCna.ts';
import { mail30 } from './templates/mail30ConventionClosed.ts';
import { mail31 } from './templates/mail31Replacement.ts';
import { mail32 } from './templates/mail32CampaignDeadline.ts';
import { mail33 } from './templates/mail33NotDeliverable.ts';
import { mail34 } from './templates/mail34Closed.ts';
import { mail35 } from './templates/mail35Yearly.ts';
import { mail36 } from './templates/mail36Control.ts';
import { mail37 } from './templates/mail37Managers.ts';
import { mail39 } from './templates/mail39NotAdministrateur.ts';
import { mail40 } from './templates/mail40TuteurOpen.ts';
import { mail41 } from './templates/mail41Approver.ts';
import { mail42 } from './templates/mail42Manager.ts';
import { mail43 } from './templates/mail43SignedCopy.ts';
import { mail50 } from './templates/mail50SignatureCode.ts';
import { mail51 } from './templates/mail51Eligibility.ts';
import { mail52 } from './templates/mail52Returned.ts';
import { mail53 } from './templates/mail53DossierEnded.ts';
import { mail54 } from './templates/mail54DossierEndedAgent.ts';
import { mail55 } from './templates/mail55Escalation.ts';
import { mail56 } from './templates/mail56CampaignReport.ts';
import { mail57 } from './templates/mail57AlreadyOpen.ts';
import { mail58 } from './templates/mail58Unused.ts';
import { mail59 } from './templates/mail59NeverSignedIn.ts';
import { mail60 } from './templates/mail60AddressChanged.ts';
import { mail61 } from './templates/mail61NoAdministrateur.ts';
import { mail62 } from './templates/mail62SupportUnsupplied.ts';
import { mail63 } from './templates/mail63Incident.ts';
import { mail64 } from './templates/mail64Repair.ts';
import { mail67 } from './templates/mail67PasswordChanged.ts';
import { mail68 } from './templates/mail68GroupAwaited.ts';
import { mail69 } from './templates/mail69ModeChanged.ts';
import { mail70 } from './templates/mail70UserRequest.ts';
import { mail74 } from './templates/mail74CampaignLate.ts';
import { mail75 } from './templates/mail75OverdueTasks.ts';
import { mail76 } from './templates/mail76Pj3.ts';
import { mail77 } from './templates/mail77SupportTaken.ts';
import { mail78 } from './templates/mail78SupportWords.ts';
import { mail79 } from './templates/mail79SupportLate.ts';
import { mail80 } from './templates/mail80IdleGroups.ts';
import { mail81 } from './templates/mail81ControlGaps.ts';
import { mail82 } from './templates/mail82GapsRemain.ts';
import { mail83 } from './templates/mail83ControlEnded.ts';
import { mail84 } from './templates/mail84CampaignMailRefused.ts';
import { mail85 } from './templates/mail85SecondFactor.ts';
import { mail90 } from './templates/mail90SiretAsked.ts';
import { mail91 } from './templates/mail91SiretCorrected.ts';
import { mail92 } from './templates/mail92CorrectionsAwaited.ts';
import { mail96 } from './templates/mail96Demarche.ts';
import { mail97 } from './templates/mail97MissingAnswered.ts';
import { mail98 } from './templates/mail98ServiceSuspended.ts';
import { mail99 } from './templates/mail99ServiceResumed.ts';
import { mail100 } from './templates/mail100TuteurClosed.ts';
import { mail101 } from './templates/mail101ReopeningHeld.ts';
import { mail102 } from './templates/mail102ReopeningClosed.ts';
import { mail103 } from './templates/mail103DataCopy.ts';
import { mail104 } from './templates/mail104DataErased.ts';
import { mail105 } from './templates/mail105ReopeningMailRefused.ts';
import { mail106 } from './templates/mail106ImportMailTrouble.ts';
import { mail110 } from './templates/mail110ManagedElsewhere.ts';
import { mail111 } from './templates/mail111AvenantInForce.ts';
import { mail112 } from './templates/mail112ConventionEnding.ts';
import { mail120 } from './templates/mail120EsatYear.ts';
import { mail121 } from './templates/mail121EsatMissing.ts';
import { mail122 } from './templates/mail122ActivityChange.ts';
import type { Mail, MailEntry } from './types.ts';

/** Every mail there is (domain.md §9; MAIL-50 and on are ours), in the order of a partner's life. A new one is its file and its line here. */
export const MAILS = [
  mail20,
  mail57,
  mail21,
  mail22,
  mail23,
  mail24,
  mail51,
  mail25,
  mail50,
  mail43,
  mail52,
  mail26,
  mail55,
  mail27,
  mail29,
  mail33,
  mail28,
  mail68,
  mail30,
  mail69,
  mail70,
  mail53,
  mail54,
  mail32,
  mail74,
  mail84,
  mail75,
  mail56,
  mail1,
  mail2,
  mail58,
  mail59,
  mail106,
  mail3,
  mail85,
  mail67,
  mail60,
  mail34,
  mail42,
  mail61,
  mail64,
  mail35,
  mail37,
  mail80,
  mail31,
  mail36,
  mail81,
  mail82,
  mail83,
  mail76,
  mail41,
  mail77,
  mail78,
  mail62,
  mail39,
  mail79,
  mail63,
  mail90,
  mail91,
  mail92,
  mail96,
  mail97,
  mail98,
  mail99,
  mail110,
  mail111,
  mail112,
  mail40,
  mail100,
  mail101,
  mail102,
  mail105,
  mail103,
  mail104,
  mail120,
  mail121,
  mail122,
] as const;

type AnyMail = (typeof MAILS)[number];
type MailOf<T extends MailTemplate> = Extract<AnyMail, { id: T }>;

export type MailTemplate = AnyMail['id'];
/** What a mail needs to be written, as its row keeps it. */
export type ParamsOf<T extends MailTemplate> = T extends MailTemplate
  ? Flat<{ template: T } & MailOf<T>['sample']>
  : never;
export type MailParams = ParamsOf<MailTemplate>;
type Flat<T> = { [K in keyof T]: T[K] };

const BY_ID: ReadonlyMap<string, AnyMail> = new Map(MAILS.map((mail) => [mail.id, mail]));

export function isMailTemplate(id: string): id is MailTemplate {
  return BY_ID.has(id);
}

/** The mail of that id, with its own params. */
export function mailOf<T extends MailTemplate>(template: T): Mail<T, ParamsOf<T>> {
  // the list pairs each id with its own params, which the compiler does not follow through a look-up
  return BY_ID.get(template) as unknown as Mail<T, ParamsOf<T>>;
}

/** What is said about a mail; a row may be of a template that is no more: undefined. */
export function mailEntry(template: string): MailEntry | undefined {
  return BY_ID.get(template);
}

/** What each mail is about. */
export const MAIL_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  MAILS.map(({ id, label }) => [id, label]),
);

/** What a mail is about; of a template that is no more, its id. */
export function mailLabel(template: string): string {
  return mailEntry(template)?.label ?? template;
}
