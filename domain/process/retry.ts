import type { AuditDraft } from '../decision/journal.ts';

/** A person's retry of a process (ACT-14), with how many of its mails go back to the outbox, as the journal tells it. */
export function retried(processId: string, mails: number): AuditDraft {
  const label =
    mails === 0
      ? 'Dossier relancé par une personne'
      : `Dossier relancé : ${mails} courriel${mails > 1 ? 's' : ''} à renvoyer`;
  return { action: 'process.retry', entity: 'process', entityId: processId, label };
}
