import { ADMINISTRATEURS, AGENT } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  service: string;
  /** the Caf's, or the Cnaf's, own words */
  reason: string;
  /** when it opens again by itself, as people read it; null: somebody opens it again */
  end: string | null;
}

/** To the administrateurs and the Caf, at once: a service is suspended for the partner (§4.3). */
export const mail98: Mail<'MAIL-98', Params> = {
  id: 'MAIL-98',
  label: 'service suspendu',
  to: `${ADMINISTRATEURS} et ${AGENT}`,
  trigger: 'Un service est suspendu pour un partenaire, ou pour tous',
  write: ({ organisme, service, reason, end }) => ({
    subject: subject(`Service « ${service} » suspendu – ${organisme}`),
    blocks: [
      paragraph(`Le service « ${service} » est suspendu pour ${organisme}. Motif : ${reason}`),
      paragraph(
        end === null
          ? 'Vous serez prévenu dès sa réouverture. Rien n’est fermé : groupes, comptes et documents restent en place.'
          : `Il rouvre de lui-même le ${end}. Rien n’est fermé : groupes, comptes et documents restent en place.`,
      ),
      action('Voir les services'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    service: 'Adonis',
    reason: 'Les données affichées sont en cours de correction.',
    end: null as string | null,
    link: LINKS.page,
  },
};
