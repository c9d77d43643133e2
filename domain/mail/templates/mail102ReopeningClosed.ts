import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, firstOf, paragraph, subject, when } from '../wording.ts';

interface Params {
  reason: string;
  /** the first tuteurs who signalled a missing protégé, and how many did */
  signalledBy: string[];
  signals: number;
}

/** To whoever launched the reopening, to the operators and the Cafs concerned: the space is closed for all, why, and who signalled (TUT-4). */
export const mail102: Mail<'MAIL-102', Params> = {
  id: 'MAIL-102',
  label: 'Espace Tuteur fermé pour tous',
  to: 'Cnaf, exploitation et Caf concernées',
  trigger: "L'Espace Tuteur est fermé pour tous, à la main ou par trop de protégés manquants signalés",
  write: ({ reason, signalledBy, signals }) => ({
    subject: subject('Espace Tuteur fermé pour tous, Cdap à la place'),
    blocks: [
      paragraph(
        `L'Espace Tuteur est fermé pour tous les tuteurs, et leur profil T9 de Cdap leur est rendu. Motif : ${reason}`,
      ),
      ...when(signals > 0, () => 'Ces tuteurs ont signalé un protégé manquant :'),
      ...firstOf(signalledBy, signals),
      paragraph(
        'Les administrateurs des tuteurs sont prévenus. La Cnaf fixe une nouvelle date quand la cause est levée.',
      ),
      action('Voir ce qui se passe'),
    ],
  }),
  sample: {
    reason: 'Arrêt automatique : 3 tuteurs sur 40 ont signalé un protégé manquant.',
    signalledBy: ['Association tutélaire des Lilas', 'Tutelles du Val', 'Udaf de la Plaine'],
    signals: 3,
    link: LINKS.page,
  },
};
