import { demarcheForm } from './form.ts';

/** Old-age benefit (TUT-14). */
export const assuranceVieillesse = demarcheForm({
  intro: 'Dites quand la personne protégée prend sa retraite et ce qu’elle percevra : la Caf adapte ses allocations.',
  fields: [
    { key: 'dateEffet', label: 'Date d’effet demandée', kind: 'date', dates: 'future', withinYears: 3 },
    {
      key: 'regime',
      label: 'Régime de retraite',
      kind: 'choice',
      choices: {
        GENERAL: 'Régime général',
        AGRICOLE: 'Régime agricole',
        PUBLIC: 'Fonction publique',
        AUTRE: 'Autre régime',
      },
    },
    {
      key: 'regimeAutre',
      label: 'Nom du régime',
      kind: 'line',
      max: 100,
      when: { field: 'regime', is: ['AUTRE'], words: 'le régime est un autre' },
    },
    { key: 'demandeFaite', label: 'La retraite a été demandée au régime', kind: 'yesNo' },
    {
      key: 'demandeLe',
      label: 'Demandée le',
      kind: 'date',
      dates: 'past',
      withinYears: 3,
      when: { field: 'demandeFaite', is: [true], words: 'la retraite a été demandée' },
    },
    {
      key: 'pensionEstimee',
      label: 'Pension mensuelle estimée, en euros',
      kind: 'amount',
      min: 0,
      max: 20_000,
      optional: true,
    },
    {
      key: 'inaptitude',
      label: 'Une inaptitude au travail ou un taux d’incapacité d’au moins 50 % est reconnu',
      kind: 'yesNo',
    },
  ],
  checks: [],
  about: 'dateEffet',
  next: [
    'La Caf étudie le passage de l’allocation aux adultes handicapés à la retraite.',
    'La demande d’allocation de solidarité aux personnes âgées se fait auprès du régime de retraite.',
  ],
});
