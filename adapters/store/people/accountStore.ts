import type { FollowDecision, Followed, Watch } from '../../../domain/account/followed.ts';
import { accountState } from '../../../domain/account/state.ts';
import type { Contact } from '../../../domain/account/types.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { changeOf, tellChanges } from '../../../domain/decision/changes.ts';
import { voidSecrets } from '../../identity/temporarySecrets.ts';
import { appendAudit, enqueueMails } from '../journal.ts';
import type { Transaction } from '../prisma.ts';
import { type ProcessProjection, saveProcessRow } from '../processRow.ts';
import type { Row } from '../rows.ts';
import { contact, toAccount } from './peopleRows.ts';

interface LoadedRow {
  process: Row;
  account: Row;
  organisme: string;
  creator: Contact | null;
  administrateurs: Contact[];
}

/** The process that follows an account, with its account. The caller holds the partner's lock. */
export async function loadFollowed(tx: Transaction, processId: string): Promise<Followed | null> {
  const [row] = await tx.$queryRaw<LoadedRow[]>`
    SELECT to_jsonb(p) AS process, r.raison_sociale AS organisme,
      to_jsonb(u) || jsonb_build_object('secret', (SELECT to_jsonb(s) - 'hash' - 'ciphertext' FROM temporary_secret s
        WHERE s.user_id = u.id AND s.consumed_at IS NULL AND s.voided_at IS NULL)) AS account,
      (SELECT ${contact('c')} FROM app_user c WHERE c.id = u.created_by AND c.id <> u.id) AS creator,
      (SELECT coalesce(jsonb_agg(${contact('a')} ORDER BY a.administrateur_since, a.id), '[]') FROM app_user a
        WHERE a.partner_id = u.partner_id AND a.administrateur_since IS NOT NULL AND a.id <> u.id) AS administrateurs
    FROM process p JOIN app_user u ON u.id = p.facts ->> 'userId' JOIN partner r ON r.id = p.partner_id WHERE p.id = ${processId}`;
  if (row === undefined) return null;
  const { process } = row;
  return {
    id: processId,
    type: process.type as Followed['type'],
    caf: process.caf as string,
    organisme: row.organisme,
    account: toAccount(row.account),
    creator: row.creator,
    administrateurs: row.administrateurs,
    watch: process.facts as Watch,
    incident: (process.incident ?? null) as string | null,
    ended: process.closed_at != null,
  };
}

/** Saves what following changed: the account's state, what was sent, and where the process stands. */
export async function saveFollowed(
  tx: Transaction,
  before: Followed,
  { followed, mails, audit }: FollowDecision,
  projection: ProcessProjection,
  at: Date,
  actor: Actor,
): Promise<void> {
  const { account } = followed;
  if (before.account.secret !== null && account.secret === null) await voidSecrets(tx, [before.account.secret.id], at);
  await tx.$executeRaw`UPDATE app_user SET state = ${accountState(account, at)}, send_failed = ${account.sendFailed} WHERE id = ${account.id}`;
  await saveProcessRow(
    tx,
    followed.id,
    projection,
    { facts: followed.watch, incident: followed.incident, opened: true },
    at,
  );
  const told = ({ account: { sendFailed, secret }, incident }: Followed) => ({
    ...{ sendFailed, incident },
    temporaryPassword: secret === null ? null : { id: secret.id, expiresAt: secret.expiresAt },
  });
  const changes = changeOf({ entity: 'user', entityId: account.id }, told(before), told(followed));
  const context = { at, processId: followed.id, caf: followed.caf };
  await appendAudit(tx, tellChanges(audit, changes), { ...context, actor });
  await enqueueMails(tx, mails, context);
}
