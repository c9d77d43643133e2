import { type ContractDocument, waitsForPartner } from '../document/types.ts';
import { endOfParisDate, shiftOutOfQuietHours, startOfParisDate } from '../policy/calendar.ts';
import { DAY_MS } from '../policy/durations.ts';
import type { Policy } from '../policy/policy.ts';
import { groupReminderAt } from './groups.ts';
import { openingRefusal } from './openingRefusal.ts';
import { replacementReminderAt } from './replacement.ts';
import type { Dossier } from './types.ts';

/** Something that happens at an absolute instant unless the awaited act comes first (§10). */
export type Deadline =
  | { at: Date; what: 'remind'; documentId: string | null; rule: 'REM-2' | 'REM-3' }
  | { at: Date; what: 'expire'; documentId: string | null; rule: 'REM-2' | 'REM-3' }
  | { at: Date; what: 'escalate'; rule: 'REM-3' }
  | { at: Date; what: 'remindSiret'; rule: 'REM-12' }
  | { at: Date; what: 'remindGroups'; rule: 'REM-13' }
  | { at: Date; what: 'remindReplacement'; rule: 'REM-10' }
  | { at: Date; what: 'late'; rule: 'ESAT-24' }
  | { at: Date; what: 'open'; rule: 'ESAT-23' };

/**
 * Every deadline of a dossier as it stands at an instant, earliest first: a pure function of its facts and of the settings (`POLICY_*`). What
 * is due and done is not among them any more: after a tick the next one is later, or there is none.
 */
export function deadlinesOf(dossier: Dossier, policy: Policy, now: Date): Deadline[] {
  if (dossier.endedAs !== null) return [];
  const found: Deadline[] = [];
  for (const document of dossier.documents.filter(waitsForPartner)) found.push(...chainOf(document, dossier, policy));
  const { esat, siretBlock, deadline } = dossier.facts;
  if (esat?.eligibility === 'DEMANDEE' && esat.askedSince !== null) {
    found.push(
      ...chain(
        null,
        new Date(esat.askedSince),
        esat.reminders,
        policy.rem3,
        policy.rem3EndMs,
        'REM-3',
        dossier,
        policy,
      ),
    );
  }
  const since = partnerSince(dossier);
  if (since !== null && !dossier.facts.escalated) {
    const at = new Date(since.getTime() + policy.rem3TaskMs);
    found.push({
      at: shiftOutOfQuietHours(at, policy.rem3TaskMs, null, policy.quietHours),
      what: 'escalate',
      rule: 'REM-3',
    });
  }
  if (siretBlock !== null) {
    const delay = policy.rem12[siretBlock.reminders];
    if (delay !== undefined) {
      const at = new Date(new Date(siretBlock.since).getTime() + delay);
      found.push({ at: shiftOutOfQuietHours(at, delay, null, policy.quietHours), what: 'remindSiret', rule: 'REM-12' });
    }
  }
  if (deadline !== null && !dossier.flags.includes('EN_RETARD') && !wasReady(dossier))
    found.push({ at: endOfParisDate(deadline), what: 'late', rule: 'ESAT-24' });
  for (const opensOn of awaitedDates(dossier, now))
    found.push({ at: startOfParisDate(opensOn), what: 'open', rule: 'ESAT-23' });
  const remindAt = groupReminderAt(dossier, policy);
  if (remindAt !== null) found.push({ at: remindAt, what: 'remindGroups', rule: 'REM-13' });
  const annexeAt = replacementReminderAt(dossier, policy);
  if (annexeAt !== null) found.push({ at: annexeAt, what: 'remindReplacement', rule: 'REM-10' });
  return found.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** A service is requested and nothing but its date is awaited: which dates. Whatever else is missing comes by an act, which looks again. */
function awaitedDates(dossier: Dossier, now: Date): Set<string> {
  const ready = dossier.services.filter((service) => {
    if (service.processId !== dossier.id || service.state !== 'PRETE') return false;
    const bulletin = dossier.documents.find(({ id }) => id === service.bulletinId);
    return bulletin !== undefined && openingRefusal(dossier, bulletin, service.opensOn, now)?.code === 'AVANT_DATE';
  });
  return new Set(ready.map(({ opensOn }) => opensOn));
}

/** The campaign's deadline asks for `PRET_A_OUVRIR`, not for what comes after (§6.5). */
function wasReady(dossier: Dossier): boolean {
  return dossier.services.some((service) => service.processId === dossier.id);
}

/** Since when the partner is awaited, over documents and eligibility form. */
export function partnerSince(dossier: Dossier): Date | null {
  const instants = dossier.documents
    .filter(waitsForPartner)
    .flatMap((document) => (document.partnerSince === null ? [] : [document.partnerSince.getTime()]));
  const asked = dossier.facts.esat?.eligibility === 'DEMANDEE' ? dossier.facts.esat.askedSince : null;
  if (asked !== null && asked !== undefined) instants.push(new Date(asked).getTime());
  return instants.length === 0 ? null : new Date(Math.min(...instants));
}

/** REM-2 for convention and contrat, REM-3 for bulletin, avenant and annexe 3 (beside REM-10, which is for Caf and successor). */
function chainOf(document: ContractDocument, dossier: Dossier, policy: Policy): Deadline[] {
  if (document.partnerSince === null) return [];
  return document.kind === 'CONVENTION' || document.kind === 'CONTRAT'
    ? chain(
        document.id,
        document.partnerSince,
        document.remindersSent,
        policy.rem2,
        policy.rem2EndMs,
        'REM-2',
        dossier,
        policy,
      )
    : chain(
        document.id,
        document.partnerSince,
        document.remindersSent,
        policy.rem3,
        policy.rem3EndMs,
        'REM-3',
        dossier,
        policy,
      );
}

function chain(
  documentId: string | null,
  since: Date,
  sent: number,
  delays: readonly number[],
  endMs: number,
  rule: 'REM-2' | 'REM-3',
  dossier: Dossier,
  policy: Policy,
): Deadline[] {
  const end = new Date(since.getTime() + endMs + dossier.facts.extraDays * DAY_MS);
  const expire: Deadline = { at: end, what: 'expire', documentId, rule };
  const delay = delays[sent];
  if (delay === undefined) return [expire];
  const at = shiftOutOfQuietHours(new Date(since.getTime() + delay), delay, end, policy.quietHours);
  return [{ at, what: 'remind', documentId, rule }, expire];
}

/** When the last word falls for the partner: the end of the earliest chain. */
export function expiryOf(dossier: Dossier, policy: Policy, now: Date): Date | null {
  return deadlinesOf(dossier, policy, now).find((deadline) => deadline.what === 'expire')?.at ?? null;
}
