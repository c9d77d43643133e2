import type { Template } from '../types.ts';
import { action, list, PERSONAL_LINK, paragraph, subject, when } from '../wording.ts';

/** Reminder (REM-2, REM-3): to the partner, and a copy that tells the agent. */
export const mail26: Template<'MAIL-26'> = ({ audience, organisme, documents, until }) => {
  const partner = audience === 'partner';
  return {
    subject: subject(partner ? 'Rappel : des documents vous attendent' : `Relance envoyée – ${organisme}`),
    blocks: [
      paragraph(
        partner
          ? `La Caf attend toujours votre réponse pour ${organisme} :`
          : `${organisme} n'a pas encore répondu. Une relance vient de lui être envoyée pour :`,
      ),
      ...list(documents),
      ...when(until !== null, () => `Sans réponse, le dossier sera abandonné le ${until}.`),
      action(partner ? 'Compléter et signer' : 'Voir le dossier'),
      ...(partner ? [PERSONAL_LINK] : []),
    ],
  };
};
