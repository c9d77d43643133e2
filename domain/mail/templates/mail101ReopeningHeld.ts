import { withinSentence } from '../../formats/typography.ts';
import { frenchDate, startOfParisDate } from '../../policy/calendar.ts';
import { LINKS } from '../samples.ts';
import type { Mail } from '../types.ts';
import { action, list, paragraph, subject } from '../wording.ts';

interface Params {
  /** 'YYYY-MM-DD' */
  opensOn: string;
  /** what does not hold: what is the case, who decides, what comes next */
  gates: { label: string; detail: string; owner: string; next: string; names: string[] }[];
}

/** To whoever launched the reopening: its date has come and something holds it; who must decide on what (TUT-12). */
export const mail101: Mail<'MAIL-101', Params> = {
  id: 'MAIL-101',
  label: 'réouverture retenue',
  to: 'Personne qui a lancé la réouverture',
  trigger: "La date de réouverture de l'Espace Tuteur est venue et ses conditions ne sont pas réunies",
  write: ({ opensOn, gates }) => ({
    subject: subject('Espace Tuteur : la réouverture attend une décision'),
    blocks: [
      paragraph(
        `La réouverture prévue le ${frenchDate(startOfParisDate(opensOn))} n'a pas eu lieu : toutes ses conditions ne sont pas réunies. L'Espace Tuteur n'est ouvert à aucun tuteur : Cdap reste en place.`,
      ),
      ...gates.flatMap(({ label, detail, owner, next, names }) => [
        paragraph(
          `Condition qui n'est pas remplie : ${withinSentence(label)}. ${detail} Qui décide : ${owner}. ${next}`,
        ),
        ...list(names),
      ]),
      paragraph("La question sera posée de nouveau chaque jour ; l'ouverture se fait dès que tout est réuni."),
      action('Voir la réouverture'),
    ],
  }),
  sample: {
    opensOn: '2025-01-18',
    gates: [
      {
        label: 'Chaque tuteur à ouvrir verrait au moins un protégé',
        detail: '2 tuteurs ne verraient aucun protégé.',
        owner: 'la Cnaf et les Caf',
        next: 'Mettez en service la recherche par SIREN, ou faites corriger les SIRET de ces tuteurs.',
        names: ['Association tutélaire des Lilas', 'Tutelles du Val'],
      },
    ],
    link: LINKS.page,
  },
};
