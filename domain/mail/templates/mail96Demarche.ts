import { LINKS, ORGANISME } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, paragraph, subject, when } from '../wording.ts';

interface Params {
  organisme: string;
  act: 'ask' | 'remind' | 'accept' | 'refuse' | 'close' | 'expire';
  /** of the démarche: it names nobody */
  number: string;
  /** when a complement is awaited no more */
  until?: string;
}

const WORDS: Record<Params['act'], [head: string, lead: string]> = {
  ask: ['Complément demandé', 'La Caf a besoin d’un complément pour traiter cette démarche.'],
  remind: [
    'Rappel : complément demandé',
    'La Caf attend toujours le complément qu’elle a demandé pour cette démarche.',
  ],
  accept: ['Démarche traitée', 'La Caf a traité cette démarche.'],
  refuse: ['Démarche refusée', 'La Caf n’a pas donné suite à cette démarche : son motif se lit dans l’Espace Tuteur.'],
  close: ['Démarche classée', 'La Caf a classé cette démarche : son motif se lit dans l’Espace Tuteur.'],
  expire: [
    'Démarche classée',
    'Le complément demandé n’a pas été apporté dans le délai : la démarche est classée. Vous pouvez en déposer une nouvelle.',
  ],
};

/** To the tuteur: something happened to a démarche (TUT-14); of whom and what it is about, nothing (TUT-13). */
export const mail96: Mail<'MAIL-96', Params> = {
  id: 'MAIL-96',
  label: 'suite d’une démarche de l’Espace Tuteur',
  to: 'Tuteur qui a déposé la démarche',
  trigger: 'La Caf demande un complément, traite, refuse ou classe ; le complément se fait attendre',
  write: ({ act, number, until }) => ({
    subject: subject(`${WORDS[act][0]} – ${number}`),
    blocks: [
      paragraph(`Démarche ${number}. ${WORDS[act][1]}`),
      ...when(until !== undefined, () => `Sans complément, la démarche est classée le ${until}.`),
      paragraph("Ce courriel ne contient aucune donnée personnelle : le détail se lit dans l'Espace Tuteur."),
      action(act === 'ask' || act === 'remind' ? 'Apporter le complément' : 'Voir la démarche'),
    ],
  }),
  sample: { organisme: ORGANISME, act: 'ask', number: 'DEM-4K7M2Q9X', until: '30/04/2026', link: LINKS.page },
};
