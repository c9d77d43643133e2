import type { NamedPerson } from '../document/types.ts';
import { administrateurAddress } from '../dossier/administrateur.ts';
import { partnerSince } from '../dossier/asking.ts';
import { ensureTask, note } from '../dossier/desk.ts';
import { endDossier } from '../dossier/ending.ts';
import type { DeadlineRule, Desk } from '../dossier/kind.ts';
import { hasAdministrateur } from '../dossier/openingRefusal.ts';
import { produceDocuments } from '../dossier/plan.ts';
import type { Dossier, PlannedDocument } from '../dossier/types.ts';
import { invalid } from '../errors.ts';
import { parseEmail } from '../formats/email.ts';
import { cleanText } from '../formats/text.ts';
import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import { mailReplacement } from './mails.ts';
import type { ReplacementFacts as Facts, Replacement } from './types.ts';

/** First facts of such a dossier. */
export function replacementFacts(replacement: Replacement): Facts {
  return { phase: null, extraDays: 0, escalated: false, endReason: null, replacement };
}

/** Without a successor the Caf is asked for one. */
export function askSuccessor(desk: Desk<Facts>): void {
  if (desk.dossier.facts.replacement.incoming !== null) return;
  ensureTask(
    desk,
    'REMPLACER_ADMINISTRATEUR',
    "L'administrateur part et le partenaire n'en a plus d'autre : demandez-lui qui le remplace.",
  );
}

/** REMPLACER_ADMINISTRATEUR: the agent gives the person whom the partner has named. */
export function nameSuccessor(desk: Desk<Facts>, person: NamedPerson): void {
  const email = parseEmail(person.email);
  const fault = administrateurAddress(person);
  if (!email.ok || fault !== null) throw invalid(fault === null ? [] : [{ ...fault, path: 'email' }]);
  const [firstName, lastName] = [cleanText(person.firstName), cleanText(person.lastName)];
  desk.dossier.facts.replacement.incoming = { firstName, lastName, email: email.value, userId: null, phone: null };
}

/** ADM-3: no successor was named yet, and somebody administers again by another way. */
export function endWhenSucceeded(desk: Desk<Facts>): void {
  const { dossier, at } = desk;
  if (dossier.facts.replacement.incoming !== null || !hasAdministrateur(dossier, at)) return;
  endDossier(desk, 'ABANDONNE', 'Le partenaire a de nouveau un administrateur : aucun successeur n’est à chercher.');
}

/** What annexe 3 says. */
export function planAnnexe({ facts }: Dossier<Facts>): PlannedDocument[] {
  const { leaving, incoming } = facts.replacement;
  if (incoming === null) return [];
  const content = {
    administrateur: named(incoming),
    ...(leaving === null ? {} : { leavingAdministrateur: named(leaving) }),
  };
  return [{ kind: 'ANNEXE_3', service: null, content, replaces: null }];
}

function named({ firstName, lastName, email }: NamedPerson): NamedPerson {
  return { firstName, lastName, email };
}

/** Annexe 3 is drafted and mailed, and those whom it is about are told: once, also where it came back. */
export function produceAnnexe(desk: Desk<Facts>): void {
  if (desk.dossier.documents.length > 0) return;
  produceDocuments(desk);
  mailReplacement(desk, 'A_SIGNER');
}

/** REM-10: Caf and successor are reminded of an annexe that the partner has not signed. */
export const ANNEXE_REMINDER: DeadlineRule<Facts> = {
  of: (standing) => {
    const { dossier, policy } = standing;
    const since = partnerSince(standing);
    const delay = policy.rem10[dossier.facts.replacement.reminders];
    if (since === null || delay === undefined) return [];
    const at = new Date(since.getTime() + delay);
    return [
      { at: shiftOutOfQuietHours(at, delay, null, policy.quietHours), what: 'remindReplacement', rule: 'REM-10' },
    ];
  },
  fall: (desk) => {
    desk.dossier.facts.replacement.reminders += 1;
    mailReplacement(desk, 'RAPPEL');
    note(desk, 'dossier.remind', 'Rappel à la Caf et au successeur : annexe 3 à signer', { rule: 'REM-10' });
  },
};

/** Countersigned: the people change in the same transaction (ADM-4). */
export function applyReplacement(desk: Desk<Facts>): void {
  const { leaving, incoming, closesOn } = desk.dossier.facts.replacement;
  if (incoming === null) throw new Error('annexe 3 names a successor');
  desk.handOver = { leavingId: leaving?.userId ?? null, closesOn, incoming };
  note(desk, 'administrateur.replace', 'Annexe 3 appliquée', { rule: 'ADM-4' });
  mailReplacement(desk, 'APPLIQUEE');
}
