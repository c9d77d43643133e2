import type { Template } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

const WORDS = {
  CONFORME: 'est terminé : il est conforme.',
  ECARTS_CORRIGES: 'est terminé : tous les écarts sont corrigés.',
  ANNULE: 'est annulé par la Caf : plus rien ne vous est demandé.',
  SANS_CONVENTION: "prend fin : votre convention avec la Caf n'est plus en vigueur, plus rien ne vous est demandé.",
} as const;

/** To the administrateurs: how the control ended. */
export const mail83: Template<'MAIL-83'> = ({ organisme, year, outcome }) => ({
  subject: subject(
    `Contrôle annuel ${year} ${outcome === 'CONFORME' || outcome === 'ECARTS_CORRIGES' ? 'terminé' : 'annulé'} – ${organisme}`,
  ),
  blocks: [paragraph(`Le contrôle annuel ${year} de ${organisme} ${WORDS[outcome]}`), action('Voir le contrôle')],
});
