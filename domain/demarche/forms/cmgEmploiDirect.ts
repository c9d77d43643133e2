import { demarcheForm } from './form.ts';

/** Complément de libre choix du mode de garde, the parent being the employer (TUT-14). */
export const cmgEmploiDirect = demarcheForm({
  intro:
    'Demandez l’aide pour la garde d’un enfant par une assistante maternelle ou une garde à domicile que la personne emploie.',
  fields: [
    {
      key: 'mode',
      label: 'Mode de garde',
      kind: 'choice',
      choices: { ASSISTANTE_MATERNELLE: 'Assistante maternelle agréée', DOMICILE: 'Garde à domicile' },
    },
    { key: 'debut', label: 'Début de la garde', kind: 'date', dates: 'any', withinYears: 1 },
    { key: 'enfants', label: 'Enfants gardés', kind: 'children', max: 6, ageMax: 12 },
    { key: 'salarie', label: 'Nom et prénom de la personne qui garde', kind: 'line', max: 100 },
    {
      key: 'agrement',
      label: 'Fin de validité de l’agrément',
      kind: 'date',
      dates: 'future',
      withinYears: 10,
      when: { field: 'mode', is: ['ASSISTANTE_MATERNELLE'], words: 'l’enfant est gardé par une assistante maternelle' },
    },
    { key: 'heures', label: 'Heures de garde par mois', kind: 'number', min: 1, max: 400 },
    { key: 'salaireNet', label: 'Salaire net mensuel versé, en euros', kind: 'amount', min: 1, max: 10_000 },
    { key: 'horairesAtypiques', label: 'Garde de nuit, le dimanche ou un jour férié', kind: 'yesNo' },
  ],
  checks: [
    { check: 'inOrder', first: 'debut', then: 'agrement', say: 'L’agrément est encore valable au début de la garde.' },
  ],
  about: 'debut',
  next: [
    'La Caf ouvre le droit et transmet la demande à Pajemploi, qui envoie un numéro d’employeur.',
    'Le salaire est à déclarer chaque mois à Pajemploi.',
  ],
});
