import { ERASED_LABELS, ERASED_NAME } from '../../../domain/people/erased.ts';
import { forgetKeys } from '../audit/sealedChanges.ts';
import { endEntrances } from '../entrance/entrances.ts';
import type { Transaction } from '../prisma.ts';

/**
 * Takes from the accounts, in the caller's transaction, who they were and how they were reached (S7): the rows stay under their ids, for the
 * journal, groups and signatures name those. What they typed, signed in by and were mailed goes too. Doing it again changes nothing.
 */
export async function eraseAccounts(tx: Transaction, userIds: readonly string[], at: Date): Promise<void> {
  const ids = [...userIds];
  const known = await tx.$queryRaw<{ email: string }[]>`
    SELECT DISTINCT email FROM app_user WHERE id = ANY(${ids}) AND erased_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM app_user o WHERE o.email = app_user.email AND o.id <> ALL(${ids}))`;
  const addresses = known.map(({ email }) => email);
  await eraseFromCommands(tx, ids, addresses);
  await tx.$executeRaw(forgetKeys(ids));
  await tx.$executeRaw`DELETE FROM session WHERE user_id = ANY(${ids})`;
  const entrances = await tx.entrance.findMany({ where: { userId: { in: ids }, endedAt: null }, select: { id: true } });
  await endEntrances(
    tx,
    entrances.map(({ id }) => id),
    at,
  );
  await tx.$executeRaw`DELETE FROM kept_form WHERE user_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM campaign_check WHERE user_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM temporary_secret WHERE user_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM second_factor WHERE user_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM service_use WHERE user_id = ANY(${ids})`;
  // a mail is kept as sent, to nobody any more; one that waits does not leave; one of a reset or an onboarding is found by its process
  await tx.$executeRaw`
    UPDATE mail SET recipient = '', recipient_name = NULL, params = '{}', last_error = NULL,
      state = CASE WHEN state = 'A_ENVOYER' THEN 'ANNULE' ELSE state END
    WHERE state <> 'EN_COURS' AND id IN (SELECT id FROM mail WHERE recipient = ANY(${addresses}) UNION
      SELECT m.id FROM process p JOIN mail m ON m.process_id = p.id
        WHERE p.business_key = ANY(${ids}) AND p.type = ANY(ARRAY['userOnboarding', 'passwordReset', 'accountClosure']))`;
  await tx.$executeRaw`
    UPDATE process SET label = ${ERASED_LABELS.account}, link_email = NULL
      WHERE business_key = ANY(${ids}) AND type = ANY(ARRAY['userOnboarding', 'passwordReset', 'accountClosure'])`;
  await tx.$executeRaw`
    UPDATE process SET label = ${ERASED_LABELS.personalData}, link_email = NULL WHERE type = 'personalData' AND facts ->> 'userId' = ANY(${ids})`;
  // a row that was refused, or named who had an account already, is nobody's by its id
  await tx.$executeRaw`UPDATE user_import_row SET email = '', data = '{}' WHERE user_id = ANY(${ids}) OR lower(email) = ANY(${addresses})`;
  await tx.$executeRaw`UPDATE membership SET until = ${at} WHERE user_id = ANY(${ids}) AND until IS NULL`;
  await tx.$executeRaw`
    UPDATE app_user SET login = 'efface-' || id, email = 'efface-' || id, first_name = ${ERASED_NAME.firstName}, last_name = ${ERASED_NAME.lastName},
      search_text = '', roles = '{}', caf = NULL, partner_id = NULL, phone = NULL, qualification = NULL, numero_instructeur = NULL,
      code_bailleur = NULL, titre = NULL, diplome_verifie_le = NULL, workplace_social_worker = false, administrateur_since = NULL,
      password_hash = NULL, personalising_until = NULL, suspended_at = NULL, oidc_issuer = NULL, oidc_subject = NULL, last_login_at = NULL,
      state = 'CLOS', erased_at = ${at}
      WHERE id = ANY(${ids}) AND erased_at IS NULL`;
}

/**
 * Commands are kept for their term for who repeats one (R8): of those that are done, the person's own and others' that name their address keep
 * their key and their outcome, and of what was asked only what sort of act it was.
 */
async function eraseFromCommands(tx: Transaction, ids: string[], addresses: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE command SET act = jsonb_build_object('type', act -> 'type'),
        actor = CASE WHEN actor_id = ANY(${ids}) THEN actor || ${JSON.stringify({ label: ERASED_LABELS.account, ip: null })}::jsonb ELSE actor END
      WHERE outcome IS NOT NULL AND (actor_id = ANY(${ids})
        OR EXISTS (SELECT 1 FROM unnest(${addresses}::text[]) a WHERE position(to_json(a)::text IN lower(act::text)) > 0))`;
}
