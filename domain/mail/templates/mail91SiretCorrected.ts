import { of } from '../elision.ts';
import { PARTNER } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, PERSONAL_LINK, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** the correction, or its undoing */
  what: 'CORRIGE' | 'ANNULE';
  from: string;
  to: string;
}

/** To the partner: the SIRET of its convention is another from now on (TUT-7, CONV-16). */
export const mail91: Mail<'MAIL-91', Params> = {
  id: 'MAIL-91',
  label: 'SIRET de la convention corrigé',
  to: PARTNER,
  trigger: "Le SIRET de la convention d'un tuteur est corrigé, ou la correction est annulée",
  write: ({ organisme, what, from, to }) => ({
    subject: subject(`SIRET de votre convention ${what === 'CORRIGE' ? 'corrigé' : 'rétabli'} – ${organisme}`),
    blocks: [
      paragraph(
        what === 'CORRIGE'
          ? `Le SIRET de la convention ${of(organisme)} est désormais ${to} ; c'était ${from}. C'est celui que porte le fichier national des tuteurs.`
          : `La correction du SIRET ${of(organisme)} est annulée : sa convention porte de nouveau ${to}, et non ${from}.`,
      ),
      paragraph("Vous n'avez rien à faire. Si ce SIRET n'est pas le vôtre, prévenez votre Caf."),
      action("Lire l'avenant"),
      PERSONAL_LINK,
    ],
  }),
  sample: {
    organisme: ORGANISME,
    what: 'CORRIGE',
    from: '999 922 453 00017',
    to: '999 922 453 00025',
    link: LINKS.dossier,
  },
};
