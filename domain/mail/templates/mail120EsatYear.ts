import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject } from '../wording.ts';

interface Params {
  organisme: string;
  act: 'open' | 'remind' | 'close';
  /** the year whose November is declared */
  year: number;
  /** last day of the window */
  until: string;
}

const WORDS: Record<Params['act'], [head: string, lead: (until: string) => string]> = {
  open: [
    'Rémunérations garanties : la période est ouverte',
    (until) => `Déclarez-les jusqu’au ${until} inclus, par formulaire ou par classeur.`,
  ],
  remind: [
    'Rappel : rémunérations garanties à déclarer',
    (until) => `Rien n’a encore été transmis. La période se termine le ${until} inclus.`,
  ],
  close: [
    'Rémunérations garanties : la période est close',
    (until) => `Rien n’a été transmis avant la fin de la période, le ${until}. Votre Caf prendra contact avec vous.`,
  ],
};

/** To who declares for an Esat that has not declared: the window opens, ends soon, has ended (ESAT-8, REM-8). Names no worker. */
export const mail120: Mail<'MAIL-120', Params> = {
  id: 'MAIL-120',
  label: 'rémunérations garanties à déclarer',
  to: 'Personnes de l’Esat qui peuvent déclarer ; ses administrateurs s’il n’y en a pas',
  trigger:
    'La période des rémunérations garanties s’ouvre, se termine bientôt ou est close, et l’Esat n’a rien transmis',
  write: ({ organisme, act, year, until }) => ({
    subject: subject(`${WORDS[act][0]} – ${organisme}`),
    blocks: [
      paragraph(
        `Chaque année, l’Esat déclare les éléments de la rémunération garantie de novembre de ses travailleurs qui reçoivent l’allocation aux adultes handicapés (AAH). Il s’agit de novembre ${year}.`,
      ),
      paragraph(WORDS[act][1](until)),
      action(act === 'close' ? 'Voir la déclaration' : 'Déclarer'),
    ],
  }),
  sample: { organisme: ORGANISME, act: 'open', year: 2026, until: '28/02/2027', link: LINKS.page },
};
