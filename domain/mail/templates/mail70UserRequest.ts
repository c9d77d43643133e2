import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  what: string;
  outcome: 'FAITE' | 'REFUSEE' | 'CLASSEE' | 'SANS_CONVENTION';
  reason: string | null;
}

const HEADS: Record<Params['outcome'], string> = {
  FAITE: 'Demande faite',
  REFUSEE: 'Demande refusée',
  CLASSEE: 'Demande classée',
  SANS_CONVENTION: 'Demande classée',
};

/** To the administrateur who asked: the Caf has carried out what was asked about a person, or says why not (RGT-17). No name. */
export const mail70: Mail<'MAIL-70', Params> = {
  id: 'MAIL-70',
  label: 'réponse à une demande sur une personne',
  to: ADMINISTRATEURS,
  trigger: 'En mode centralisé, la Caf a fait ou refusé ce qui lui était demandé',
  write: ({ organisme, what, outcome, reason }) => ({
    subject: subject(`${HEADS[outcome]} : ${what} – ${organisme}`),
    blocks: [
      ...when(outcome === 'FAITE', () => `La Caf a fait ce que vous demandiez : ${what}.`),
      ...when(
        outcome === 'REFUSEE',
        () => `La Caf n'a pas fait ce que vous demandiez : ${what}. Motif : ${reason ?? ''}`,
      ),
      ...when(
        outcome === 'CLASSEE',
        () =>
          `Votre convention n'est plus en mode centralisé : vous faites désormais vous-même ce changement (${what}).`,
      ),
      ...when(
        outcome === 'SANS_CONVENTION',
        () => `Votre convention avec la Caf n'est plus en vigueur : votre demande (${what}) est classée.`,
      ),
      action('Voir la demande'),
    ],
  }),
  sample: {
    organisme: ORGANISME,
    what: "création d'un compte",
    outcome: 'REFUSEE',
    reason: 'Cette personne a déjà un compte.',
    link: LINKS.page,
  },
};
