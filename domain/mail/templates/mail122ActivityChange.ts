import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  act: 'received' | 'accept' | 'refuse';
  number: string;
}

const WORDS: Record<Params['act'], [head: string, lead: string]> = {
  received: ['reçu', 'Il est transmis à la Caf du travailleur. Son récépissé est à télécharger.'],
  accept: ['traité', 'La Caf du travailleur l’a traité.'],
  refuse: ['refusé', 'La Caf du travailleur ne l’a pas accepté : le motif se lit en ligne.'],
};

/** To who declared a change of activity: its number was received or answered; whom and what it is about stands online alone (ESAT-9). */
export const mail122: Mail<'MAIL-122', Params> = {
  id: 'MAIL-122',
  label: 'changement d’activité',
  to: 'Personne de l’Esat qui l’a déclaré ; ses administrateurs si son compte est clos',
  trigger: 'Un changement d’activité est reçu, traité ou refusé',
  write: ({ organisme, act, number }) => ({
    subject: subject(`Changement d’activité ${number} : ${WORDS[act][0]} – ${organisme}`),
    blocks: [
      paragraph(`Changement d’activité ${number}, déclaré pour ${organisme}.`),
      paragraph(WORDS[act][1]),
      paragraph('Ce courriel ne contient aucune donnée personnelle.'),
      action('Voir le changement'),
    ],
  }),
  sample: { organisme: ORGANISME, act: 'accept', number: 'CA-1A2B3C4D', link: LINKS.page },
};
