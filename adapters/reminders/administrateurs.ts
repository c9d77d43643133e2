import type { MailDraft } from '../../domain/mail/draft.ts';
import type { MailParams } from '../../domain/mail/types.ts';
import { parisDate, shiftOutOfQuietHours } from '../../domain/policy/calendar.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { enqueueMails } from '../journal.ts';
import type { Transaction } from '../prisma.ts';

const DAY_MS = 86_400_000;

/** What the administrateurs of one partner are to be told; `key` says which fact and which step, so that it is told once (R2). */
export interface Telling {
  partnerId: string;
  key: string;
  params: (organisme: string) => MailParams;
}

interface AdministrateurRow {
  id: string;
  partnerId: string;
  email: string;
  name: string;
  caf: string;
  organisme: string;
}

/** One mail per telling and administrateur in function, in the caller's transaction; leaves outside the quiet hours (§10). */
export async function tellAdministrateurs(
  tx: Transaction,
  tellings: readonly Telling[],
  policy: Policy,
  at: Date,
): Promise<void> {
  const partners = [...new Set(tellings.map(({ partnerId }) => partnerId))];
  const people = await tx.$queryRaw<AdministrateurRow[]>`
    SELECT u.id, u.partner_id AS "partnerId", u.email, u.first_name || ' ' || u.last_name AS name, p.caf, p.raison_sociale AS organisme
      FROM app_user u JOIN partner p ON p.id = u.partner_id
      WHERE u.partner_id = ANY(${partners}) AND u.administrateur_since IS NOT NULL AND u.suspended_at IS NULL
        AND (u.closes_on IS NULL OR u.closes_on > ${parisDate(at)})`;
  const leaves = shiftOutOfQuietHours(at, DAY_MS, null, policy.quietHours);
  const byCaf = new Map<string, MailDraft[]>();
  for (const telling of tellings)
    for (const person of people.filter(({ partnerId }) => partnerId === telling.partnerId)) {
      const params = telling.params(person.organisme);
      const key = `${params.template}:${person.id}:${telling.key}`;
      const draft: MailDraft = { key, to: person.email, toName: person.name, params };
      byCaf.set(person.caf, [...(byCaf.get(person.caf) ?? []), draft]);
    }
  for (const [caf, drafts] of byCaf) await enqueueMails(tx, drafts, { at: leaves, processId: null, caf });
}
