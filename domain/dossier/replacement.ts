import type { UserInput } from '../account/types.ts';
import type { NamedPerson } from '../document/types.ts';
import { waitsForPartner } from '../document/types.ts';
import { invalid } from '../errors.ts';
import { parseEmail } from '../formats/email.ts';
import { cleanText } from '../formats/text.ts';
import { parisDate, shiftOutOfQuietHours } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { administrateurAddress } from './administrateur.ts';
import { type Desk, ensureTask, note } from './desk.ts';
import { mailReplacement } from './mails.ts';
import type { PlannedDocument } from './plan.ts';
import type { Dossier, DossierFacts } from './types.ts';

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

/** First facts of such a dossier: it asks for no service. */
export function replacementFacts(replacement: Replacement, at: Date): DossierFacts {
  return {
    services: [],
    delegationMode: null,
    departments: [],
    missions: [],
    profiles: [],
    opensOn: parisDate(at),
    deadline: null,
    reprise: null,
    esat: null,
    extraDays: 0,
    escalated: false,
    siretBlock: null,
    endReason: null,
    administrateurSettled: true,
    groupWait: null,
    replacement,
  };
}

/** What annexe 3 says. */
export function annexeOf({ leaving, incoming }: Replacement): PlannedDocument[] {
  if (incoming === null) return [];
  return [
    {
      kind: 'ANNEXE_3',
      service: null,
      content: {
        administrateur: named(incoming),
        ...(leaving === null ? {} : { leavingAdministrateur: named(leaving) }),
      },
      replaces: null,
    },
  ];
}

function named({ firstName, lastName, email }: NamedPerson): NamedPerson {
  return { firstName, lastName, email };
}

/** Without a successor the Caf is asked for one: true once somebody is named. */
export function successorKnown(desk: Desk): boolean {
  const { replacement } = desk.dossier.facts;
  if (replacement === undefined || replacement.incoming !== null) return true;
  ensureTask(
    desk,
    'REMPLACER_ADMINISTRATEUR',
    "L'administrateur part et le partenaire n'en a plus d'autre : demandez-lui qui le remplace (ADM-3).",
  );
  return false;
}

/** REMPLACER_ADMINISTRATEUR: the agent gives the person whom the partner has named. */
export function nameSuccessor(desk: Desk, person: NamedPerson): void {
  const { replacement } = desk.dossier.facts;
  if (replacement === undefined) return;
  const email = parseEmail(person.email);
  const fault = administrateurAddress(person);
  if (!email.ok || fault !== null) throw invalid(fault === null ? [] : [{ ...fault, path: 'email' }]);
  const [firstName, lastName] = [cleanText(person.firstName), cleanText(person.lastName)];
  replacement.incoming = { firstName, lastName, email: email.value, userId: null, phone: null };
}

/** Countersigned: the dossier ends, and the people change in the same transaction (activities/replacementProcedure.ts). */
export function applyReplacement(desk: Desk): void {
  const { dossier } = desk;
  if (!isApplied(dossier)) return;
  dossier.endedAs = 'APPLIQUEE';
  note(desk, 'administrateur.replace', 'Annexe 3 appliquée', { rule: 'ADM-4' });
  mailReplacement(desk, 'APPLIQUEE');
}

function isApplied(dossier: Dossier): boolean {
  return dossier.documents.some((document) => document.kind === 'ANNEXE_3' && document.state === 'ACTIF');
}

/** REM-10: when Caf and successor are next reminded of an annexe that the partner has not signed. */
export function replacementReminderAt(dossier: Dossier, policy: Policy): Date | null {
  const { replacement } = dossier.facts;
  const since = dossier.documents.find(waitsForPartner)?.partnerSince;
  const delay = replacement === undefined ? undefined : policy.rem10[replacement.reminders];
  if (since == null || delay === undefined) return null;
  return shiftOutOfQuietHours(new Date(since.getTime() + delay), delay, null, policy.quietHours);
}

export function remindReplacement(desk: Desk): void {
  const { replacement } = desk.dossier.facts;
  if (replacement === undefined) return;
  replacement.reminders += 1;
  mailReplacement(desk, 'RAPPEL');
  note(desk, 'dossier.remind', 'Rappel à la Caf et au successeur : annexe 3 à signer', { rule: 'REM-10' });
}
