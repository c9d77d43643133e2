import { of } from '../elision.ts';
import { ADMINISTRATEURS } from '../recipients.ts';
import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  year: number;
  outcome: 'CONFORME' | 'ECARTS_CORRIGES' | 'ANNULE' | 'SANS_CONVENTION';
}

const WORDS = {
  CONFORME: 'est terminé : il est conforme.',
  ECARTS_CORRIGES: 'est terminé : tous les écarts sont corrigés.',
  ANNULE: 'est annulé par la Caf : plus rien ne vous est demandé.',
  SANS_CONVENTION: "prend fin : votre convention avec la Caf n'est plus en vigueur, plus rien ne vous est demandé.",
} as const;

/** To the administrateurs: how the control ended. */
export const mail83: Mail<'MAIL-83', Params> = {
  id: 'MAIL-83',
  label: 'fin du contrôle annuel',
  to: ADMINISTRATEURS,
  trigger: 'Un contrôle annuel se termine',
  write: ({ organisme, year, outcome }) => ({
    subject: subject(
      `Contrôle annuel ${year} ${outcome === 'CONFORME' || outcome === 'ECARTS_CORRIGES' ? 'terminé' : 'annulé'} – ${organisme}`,
    ),
    blocks: [paragraph(`Le contrôle annuel ${year} ${of(organisme)} ${WORDS[outcome]}`), action('Voir le contrôle')],
  }),
  sample: { organisme: ORGANISME, year: 2026, outcome: 'CONFORME', link: LINKS.page },
};
