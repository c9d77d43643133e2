import { ADMINISTRATEURS, AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  /** the Caf that managed the partner before, or does again */
  caf: string;
  reason: string;
  /** the move was wrong: the Caf has the partner back */
  undone: boolean;
  audience: 'caf' | 'partner';
}

/** To the former Caf and the partner: the CNA manages the partner from now on, or does no more (DEL-8, DEL-11). */
export const mail110: Mail<'MAIL-110', Params> = {
  id: 'MAIL-110',
  label: 'gestion confiée au Centre national d’appui',
  to: `${ADMINISTRATEURS} et ${AGENT}`,
  trigger: 'Un partenaire passe au Centre national d’appui, ou en revient',
  write: ({ organisme, caf, reason, undone, audience }) => ({
    subject: subject(undone ? `Retour à la Caf ${caf} – ${organisme}` : `Centre national d’appui – ${organisme}`),
    blocks: [
      paragraph(
        undone
          ? `La Caf ${caf} gère à nouveau ${organisme} et tous ses services. Motif : ${reason}`
          : `${organisme} intervient dans plusieurs départements : le Centre national d’appui gère désormais sa convention et tous ses services. Motif : ${reason}`,
      ),
      paragraph(
        audience === 'caf' && !undone
          ? `La Caf ${caf} peut encore consulter le partenaire et ses dossiers ; elle ne les modifie plus : le Centre national d’appui s’en charge.`
          : 'Rien n’est à signer à nouveau : documents, services, comptes, groupes et identifiants restent les mêmes.',
      ),
      action('Voir l’organisme'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    caf: '93',
    reason: 'Le bulletin Esat porte sur les départements 93 et 77.',
    undone: false as boolean,
    audience: 'partner' as 'caf' | 'partner',
    link: LINKS.page,
  },
};
