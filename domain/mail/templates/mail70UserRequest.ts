import type { ParamsOf, Template } from '../types.ts';
import { action, subject, when } from '../wording.ts';

const HEADS: Record<ParamsOf<'MAIL-70'>['outcome'], string> = {
  FAITE: 'Demande faite',
  REFUSEE: 'Demande refusée',
  CLASSEE: 'Demande classée',
  SANS_CONVENTION: 'Demande classée',
};

/** To the administrateur who asked: the Caf has carried out what was asked about a person, or says why not (RGT-17). No name. */
export const mail70: Template<'MAIL-70'> = ({ organisme, what, outcome, reason }) => ({
  subject: subject(`${HEADS[outcome]} : ${what} – ${organisme}`),
  blocks: [
    ...when(outcome === 'FAITE', () => `La Caf a fait ce que vous demandiez : ${what}.`),
    ...when(
      outcome === 'REFUSEE',
      () => `La Caf n'a pas fait ce que vous demandiez : ${what}. Motif : ${reason ?? ''}`,
    ),
    ...when(
      outcome === 'CLASSEE',
      () => `Votre convention n'est plus en mode centralisé : vous faites désormais vous-même ce changement (${what}).`,
    ),
    ...when(
      outcome === 'SANS_CONVENTION',
      () => `Votre convention avec la Caf n'est plus en vigueur : votre demande (${what}) est classée.`,
    ),
    action('Voir la demande'),
  ],
});
