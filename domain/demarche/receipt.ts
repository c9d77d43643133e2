import type { DocumentText } from '../document/texts/index.ts';
import { frenchInstant } from '../policy/calendar.ts';
import { DEMARCHES } from '../protege/demarches.ts';
import { measureOf } from '../protege/measures.ts';
import { dayWords } from './calendar.ts';
import { DEMARCHE_FORMS } from './forms/index.ts';
import type { DemarcheFacts, Deposit } from './types.ts';
import { declaredWords } from './words.ts';

/** A démarche as its receipt tells it: what was deposited, when, and what comes next (TUT-14). Nobody signs it. */
export function receiptText(
  { number, form }: Pick<DemarcheFacts, 'number' | 'form'>,
  { protege, answers }: Deposit,
  { organisme, at }: { organisme: string; at: Date },
): Omit<DocumentText, 'signatures'> {
  const { next } = DEMARCHE_FORMS[form];
  return {
    title: `Récépissé : ${DEMARCHES[form]}`,
    reference: number,
    notices: [
      `Démarche ${number} déposée le ${frenchInstant(at)}.`,
      'Ce récépissé atteste du dépôt ; il ne vaut pas décision de la Caf.',
    ],
    sections: [
      {
        heading: 'Personne protégée',
        paragraphs: [],
        table: {
          headers: ['Information', 'Valeur'],
          rowHeaders: true,
          rows: [
            ['Nom et prénom', `${protege.lastName} ${protege.firstName}`],
            ['Date de naissance', dayWords(protege.birthDate)],
            ['Numéro d’allocataire', protege.number],
            ['Mesure', measureOf(protege.measure).label],
            ['Déposée par', organisme],
          ],
        },
      },
      {
        heading: 'Ce qui a été déclaré',
        paragraphs: [],
        table: {
          headers: ['Question', 'Réponse'],
          rowHeaders: true,
          rows: declaredWords(DEMARCHE_FORMS[form], answers).map((line) => [...line]),
        },
      },
      { heading: 'Ce qui se passe ensuite', paragraphs: [], items: [...next, ...AFTERWARDS] },
    ],
    appendices: [],
  };
}

/** Of every démarche. */
const AFTERWARDS = [
  'L’état de la démarche se lit dans l’Espace Tuteur ; un courriel prévient à chaque étape.',
  'Tant que la Caf n’a pas commencé, la démarche peut être retirée.',
];
