import type { Account } from '../../domain/account/types.ts';
import type { SecretDraft } from '../../domain/people/types.ts';
import type { Transaction } from '../store/prisma.ts';
import { hashPassword } from './passwords.ts';
import type { Seal } from './sealed.ts';
import { newTemporaryPassword } from './temporaryPassword.ts';

/** What a sealed temporary password is bound to. */
export const about = (secretId: string) => `temporary password ${secretId}`;

/**
 * Voids the temporary passwords that an act took away (with the mails that would carry them) and makes those it asks for: the text exists
 * here for a moment, then only as a hash and as ciphertext for its one mail (FMT-22, ACC-11).
 */
export async function writeSecrets(
  tx: Transaction,
  before: readonly Account[],
  after: readonly Account[],
  drafts: readonly SecretDraft[],
  at: Date,
  seal: Seal,
): Promise<void> {
  const current = new Set(after.map((account) => account.secret?.id));
  const gone = before.flatMap(({ secret }) => (secret === null || current.has(secret.id) ? [] : [secret.id]));
  await voidSecrets(tx, gone, at);
  for (const draft of drafts) {
    const { id, userId, usage, hash, ciphertext } = await newSecret(draft, seal);
    // one that is already replaced within the same act never lives
    const voidedAt = current.has(id) ? null : at;
    await tx.temporarySecret.create({ data: { id, userId, usage, hash, ciphertext, createdAt: at, voidedAt } });
  }
}

/** A temporary password as it is kept; its text is not known outside. */
export async function newSecret({ id, userId, usage }: Pick<SecretDraft, 'id' | 'userId' | 'usage'>, seal: Seal) {
  const password = newTemporaryPassword();
  const ciphertext = seal.close(Buffer.from(password), about(id)).toString('base64');
  return { id, userId, usage, hash: await hashPassword(password), ciphertext };
}

/**
 * Makes secrets unusable and unreadable; of their mails those that have not begun to leave are not sent, nor the identifiant that goes
 * before one (ACC-23): it is written again beside the next, or known to who asked « Mot de passe oublié » by it.
 */
export async function voidSecrets(tx: Transaction, secretIds: readonly string[], at: Date): Promise<void> {
  if (secretIds.length === 0) return;
  const ids = [...secretIds];
  await tx.$executeRaw`UPDATE temporary_secret SET voided_at = ${at}, ciphertext = NULL WHERE id = ANY(${ids}) AND voided_at IS NULL`;
  await tx.$executeRaw`
    UPDATE mail SET state = 'ANNULE', lease_until = NULL
      WHERE CASE state WHEN 'A_ENVOYER' THEN true WHEN 'EN_COURS' THEN data_started_at IS NULL ELSE false END
        AND id IN (SELECT unnest(ARRAY[id, CASE WHEN state = 'A_ENVOYER' THEN after_id END]) FROM mail WHERE params ->> 'secretId' = ANY(${ids}))`;
}

/** The text of a temporary password for its one mail; null once the relay has it, or it is void. */
export async function secretText(
  tx: Pick<Transaction, 'temporarySecret'>,
  secretId: string,
  seal: Seal,
): Promise<string | null> {
  const row = await tx.temporarySecret.findUnique({ where: { id: secretId }, select: { ciphertext: true } });
  return row?.ciphertext == null ? null : seal.open(Buffer.from(row.ciphertext, 'base64'), about(secretId)).toString();
}

/**
 * The relay has taken the mail of a temporary password, with or without a doubt: its 24 hours begin, once (ACC-6, ACC-24). `forgotten`:
 * the mail will not go again, its text is forgotten.
 */
export async function startSecretClock(
  tx: Transaction,
  secretId: string,
  at: Date,
  ttlMs: number,
  forgotten: boolean,
): Promise<void> {
  const expiresAt = new Date(at.getTime() + ttlMs);
  await tx.$executeRaw`UPDATE temporary_secret SET expires_at = coalesce(expires_at, ${expiresAt}),
    ciphertext = CASE WHEN ${forgotten} THEN NULL ELSE ciphertext END WHERE id = ${secretId}`;
}
