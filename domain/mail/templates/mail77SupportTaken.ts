import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  verdict: 'PRIORITAIRE' | 'NON_PRIORITAIRE' | 'DEPART_SIGNALE' | 'DEPART_GESTIONNAIRE' | 'HORS_CANAL';
  subject: string;
  reason: string | null;
}

type Verdict = Params['verdict'];

const WORDS: Record<Verdict, string> = {
  PRIORITAIRE: 'Votre demande est reçue et prioritaire : la Caf vous répond sous trois jours ouvrés.',
  NON_PRIORITAIRE: 'Votre demande est reçue, sans priorité : la Caf vous répond sous dix jours ouvrés.',
  DEPART_SIGNALE:
    "Le départ d'un administrateur est signalé à la Caf : elle prépare l'annexe 3 qui nomme son successeur.",
  DEPART_GESTIONNAIRE:
    "Le départ d'un gestionnaire d'habilitations est signalé : nommez qui le remplace dans ses groupes, puis clôturez son compte. Jusque-là, vous gérez ces groupes.",
  HORS_CANAL: "Votre courriel n'a pas été traité, et il n'est pas conservé.",
};

/** To who asked: what becomes of their request (§12); HORS_CANAL: it goes elsewhere (SUP-17). */
export const mail77: Mail<'MAIL-77', Params> = {
  id: 'MAIL-77',
  label: 'demande de support reçue',
  to: 'Auteur de la demande de support',
  trigger: 'Une demande de support est enregistrée ou réorientée',
  write: ({ organisme, verdict, subject: about, reason }) => ({
    subject: subject(`${verdict === 'HORS_CANAL' ? 'Courriel non traité' : 'Demande reçue'} – ${organisme}`),
    blocks: [
      paragraph(WORDS[verdict]),
      ...when(verdict !== 'HORS_CANAL' && about !== '', () => `Elle porte sur « ${about} ».`),
      ...when(reason !== null, () => reason ?? ''),
      action(verdict === 'HORS_CANAL' ? 'Ouvrir le portail' : 'Voir la demande'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    verdict: 'NON_PRIORITAIRE',
    subject: 'Problème de connexion',
    reason: "L'objet n'est pas de la forme attendue.",
    link: LINKS.page,
  },
};
