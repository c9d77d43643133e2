import { DOCUMENTS, LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, PERSONAL_LINK, paragraph, subject, when } from '../wording.ts';

interface Params {
  audience: 'partner' | 'caf';
  organisme: string;
  documents: string[];
  until: string | null;
}

/** Reminder (REM-2, REM-3): to the partner, and a copy that tells the agent. */
export const mail26: Mail<'MAIL-26', Params> = {
  id: 'MAIL-26',
  label: 'relance',
  to: 'Représentant du partenaire, copie à la Caf',
  trigger: "Les documents attendus ne sont pas revenus à l'échéance d'une relance",
  write: ({ audience, organisme, documents, until }) => {
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
  },
  sample: { audience: 'partner', organisme: ORGANISME, documents: DOCUMENTS, until: '31/05/2026', link: LINKS.dossier },
};
