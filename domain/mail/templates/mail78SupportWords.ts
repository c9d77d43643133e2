import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  act: 'answer' | 'ask' | 'remind' | 'close';
  subject: string;
  text: string;
  /** when a complement is awaited no more */
  until?: string;
}

const HEADS: Record<Params['act'], [head: string, lead: string]> = {
  answer: ['Réponse de la Caf', 'La Caf répond à votre demande :'],
  ask: ['Complément demandé', 'Pour répondre à votre demande, la Caf a besoin de précisions :'],
  remind: [
    'Rappel : complément demandé',
    'La Caf attend toujours les précisions qu’elle vous a demandées pour répondre :',
  ],
  close: ['Demande classée', 'La Caf a classé votre demande :'],
};

/** To who asked: the Caf's own words (ADM-8). */
export const mail78: Mail<'MAIL-78', Params> = {
  id: 'MAIL-78',
  label: 'réponse de la Caf',
  to: 'Auteur de la demande de support',
  trigger: 'La Caf répond, demande une précision ou clôt ; la précision se fait attendre',
  write: ({ act, subject: about, text, until }) => ({
    subject: subject(`${HEADS[act][0]} – ${about}`),
    blocks: [
      paragraph(HEADS[act][1]),
      paragraph(text),
      ...when(until !== undefined, () => `Sans réponse de votre part, la demande est classée le ${until}.`),
      paragraph("Ne répondez pas à ce courriel : aucune donnée d'allocataire ne passe par ici."),
      action(act === 'ask' || act === 'remind' ? 'Apporter le complément' : 'Voir la demande'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    act: 'answer',
    subject: 'CDAP 19_214 ESAT Les Tilleuls',
    text: 'Le rôle du groupe a été rattaché.',
    link: LINKS.page,
  },
};
