import type { AuditDraft } from '../decision/journal.ts';
import { DomainError } from '../errors.ts';
import { mailLabel } from '../mail/registry.ts';
import { isAddressRefused, type TroubledMail } from '../mail/troubleWords.ts';

/** What a person may say of a mail in trouble that belongs to no process: nobody else waits for it (R2). */
export const SETTLEMENTS = ['received', 'resend'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** … and whether somebody has seen to it already. */
type SettledMail = TroubledMail & { settledAt?: Date | null };

/** Its next state and its line in the journal. Throws ETAT_INCOMPATIBLE where its process sees to it, it is in no trouble, or its address was refused. */
export function settleMail(
  mail: SettledMail & { id: string; processId: string | null },
  outcome: Settlement,
): { state: 'PRIS' | 'A_ENVOYER'; audit: AuditDraft } {
  if (mail.processId !== null)
    throw new DomainError('ETAT_INCOMPATIBLE', 'Ce courriel se règle depuis la page de son dossier.');
  assertTroubled(mail);
  if (outcome === 'resend') assertResendable(mail);
  const said = outcome === 'received' ? 'reçu, dit son destinataire' : 'renvoyé';
  const label = `Courriel « ${mailLabel(mail.template)} » : ${said}`;
  const state = outcome === 'received' ? 'PRIS' : 'A_ENVOYER';
  const line = { action: `mail.${outcome}`, entity: 'mail', entityId: mail.id, label };
  return { state, audit: { ...line, before: { state: mail.state }, after: { state } } };
}

function assertTroubled({ state, settledAt = null }: SettledMail): void {
  if (settledAt !== null || (state !== 'DOUTE' && state !== 'ENVOI_ECHOUE'))
    throw new DomainError('ETAT_INCOMPATIBLE', "Ce courriel n'est ni refusé ni incertain : il n'y a rien à régler.");
}

function assertResendable(mail: TroubledMail): void {
  if (isAddressRefused(mail))
    throw new DomainError('ETAT_INCOMPATIBLE', "Rien ne repart vers une adresse refusée : corrigez-la d'abord.");
}

/**
 * One mail of a process sent again by a person: its line in the journal, and what becomes of the incident, which is over with the last mail in
 * trouble (`others`: how many more there are). Throws ETAT_INCOMPATIBLE where it is in no trouble, or its address was refused.
 */
export function resendMail(
  mail: SettledMail & { id: string },
  { incident, others }: { incident: string | null; others: number },
): { incident: string | null; audit: AuditDraft } {
  assertTroubled(mail);
  assertResendable(mail);
  const after = others === 0 ? null : incident;
  const line = { action: 'mail.resend', entity: 'mail', entityId: mail.id };
  return {
    incident: after,
    audit: {
      ...{ ...line, label: `Courriel « ${mailLabel(mail.template)} » : renvoyé` },
      before: { state: mail.state, incident },
      after: { state: 'A_ENVOYER', incident: after },
    },
  };
}
