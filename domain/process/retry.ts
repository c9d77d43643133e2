import type { AuditDraft } from '../decision/journal.ts';

interface Retried {
  /** mails that go back to the outbox, and as what they stood */
  mails: readonly { id: string; state: string }[];
  incident: { before: string | null; after: string | null };
}

/** A person's retry of a process (ACT-14), with what it changed: the mails that go back to the outbox, and the incident (S6). */
export function retried(processId: string, { mails, incident }: Retried): AuditDraft {
  const label =
    mails.length === 0
      ? 'Dossier relancé par une personne'
      : `Dossier relancé : ${mails.length} courriel${mails.length > 1 ? 's' : ''} à renvoyer`;
  return {
    ...{ action: 'process.retry', entity: 'process', entityId: processId, label },
    before: { incident: incident.before, mails: mails.map(({ id, state }) => ({ id, state })) },
    after: { incident: incident.after, mails: mails.map(({ id }) => ({ id, state: 'A_ENVOYER' })) },
  };
}

/** What a retry says where the incident stays: nothing leaves for an address that was refused (ACT-14). */
export const STILL_IN_INCIDENT = 'toujours en incident : l’adresse refusée est à corriger';
