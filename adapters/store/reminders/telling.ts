import { ESAT_SERVICE } from '../../../domain/esatDeclaration/service.ts';
import type { MailDraft } from '../../../domain/mail/draft.ts';
import type { MailParams } from '../../../domain/mail/registry.ts';
import { parisDate, shiftOutOfQuietHours } from '../../../domain/policy/calendar.ts';
import { DAY_MS } from '../../../domain/policy/durations.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import { enqueueMails } from '../journal.ts';
import { LIVE_GROUP } from '../people/liveGroup.ts';
import type { Transaction } from '../prisma.ts';

/** What reminders about everyone are sent by. */
export interface ReminderSettings {
  policy: Policy;
  mailboxOf: (caf: string) => string;
}

/** What is to be told about one partner, to its administrateurs, to who declares for an Esat, or to its Caf; `key` says which fact and which step, so that it is told once (R2). */
export interface Telling {
  partnerId: string;
  to: 'administrateurs' | 'declarants' | 'caf';
  key: string;
  params: (organisme: string) => MailParams;
}

interface Addressee {
  id: string;
  partnerId: string;
  email: string;
  name: string;
  caf: string;
  organisme: string;
}

/** One mail per telling and addressee, in the caller's transaction; leaves outside the quiet hours (§10). */
export async function tellPartners(
  tx: Transaction,
  tellings: readonly Telling[],
  { policy, mailboxOf }: ReminderSettings,
  at: Date,
): Promise<void> {
  const concerned = (to: Telling['to']) => [
    ...new Set(tellings.filter((telling) => telling.to === to).map(({ partnerId }) => partnerId)),
  ];
  const addressees = {
    administrateurs: await administrateursOf(tx, concerned('administrateurs'), at),
    declarants: await declarantsOf(tx, concerned('declarants'), at),
    caf: await cafsOf(tx, concerned('caf'), mailboxOf),
  };
  const leaves = shiftOutOfQuietHours(at, DAY_MS, null, policy.quietHours);
  const byCaf = new Map<string, MailDraft[]>();
  for (const telling of tellings)
    for (const one of addressees[telling.to].filter(({ partnerId }) => partnerId === telling.partnerId)) {
      const params = telling.params(one.organisme);
      const key = `${params.template}:${one.id}:${telling.key}`;
      const draft: MailDraft = { key, to: one.email, toName: one.name, params };
      byCaf.set(one.caf, [...(byCaf.get(one.caf) ?? []), draft]);
    }
  for (const [caf, drafts] of byCaf) await enqueueMails(tx, drafts, { at: leaves, processId: null, caf });
}

/** Administrateurs in function. */
function administrateursOf(tx: Transaction, partners: readonly string[], at: Date): Promise<Addressee[]> {
  return tx.$queryRaw<Addressee[]>`
    SELECT u.id, u.partner_id AS "partnerId", u.email, u.first_name || ' ' || u.last_name AS name, p.caf, p.raison_sociale AS organisme
      FROM app_user u JOIN partner p ON p.id = u.partner_id
      WHERE u.partner_id = ANY(${[...partners]}) AND u.administrateur_since IS NOT NULL AND u.suspended_at IS NULL
        AND (u.closes_on IS NULL OR u.closes_on > ${parisDate(at)})`;
}

/** People of the groups of the Esat service that have a role (ESAT-10); where a partner has nobody there, its administrateurs, who make the groups. */
async function declarantsOf(tx: Transaction, partners: readonly string[], at: Date): Promise<Addressee[]> {
  const found = await tx.$queryRaw<Addressee[]>`
    SELECT DISTINCT u.id, u.partner_id AS "partnerId", u.email, u.first_name || ' ' || u.last_name AS name, p.caf, p.raison_sociale AS organisme
      FROM user_group g JOIN membership m ON m.group_id = g.id AND m.until IS NULL
        JOIN app_user u ON u.id = m.user_id AND u.partner_id = g.partner_id JOIN partner p ON p.id = u.partner_id
      WHERE g.partner_id = ANY(${[...partners]}) AND g.service = ${ESAT_SERVICE} AND g.role IS NOT NULL AND ${LIVE_GROUP}
        AND u.suspended_at IS NULL AND (u.closes_on IS NULL OR u.closes_on > ${parisDate(at)})
      ORDER BY u.id`;
  const without = partners.filter((id) => found.every(({ partnerId }) => partnerId !== id));
  return [...found, ...(await administrateursOf(tx, without, at))];
}

/** The managing Caf of each partner, as an addressee. */
async function cafsOf(
  tx: Transaction,
  partners: readonly string[],
  mailboxOf: ReminderSettings['mailboxOf'],
): Promise<Addressee[]> {
  const rows = await tx.partner.findMany({
    where: { id: { in: [...partners] } },
    select: { id: true, caf: true, raisonSociale: true },
  });
  return rows.map(({ id, caf, raisonSociale }) => ({
    id,
    partnerId: id,
    email: mailboxOf(caf),
    name: `Caf ${caf}`,
    caf,
    organisme: raisonSociale,
  }));
}
