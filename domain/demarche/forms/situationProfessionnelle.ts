import { demarcheForm } from './form.ts';

/** Change of professional situation (TUT-14). */
export const situationProfessionnelle = demarcheForm({
  intro: 'Dites ce qui a changé dans le travail de la personne protégée ou de son conjoint.',
  fields: [
    {
      key: 'qui',
      label: 'Personne concernée',
      kind: 'choice',
      choices: { PROTEGE: 'La personne protégée', CONJOINT: 'Son conjoint' },
    },
    {
      key: 'situation',
      label: 'Nouvelle situation',
      kind: 'choice',
      choices: {
        SALARIE: 'Salarié',
        ESAT: 'Travailleur en Esat',
        INDEPENDANT: 'Travailleur indépendant',
        CHOMAGE_INDEMNISE: 'Chômage indemnisé',
        CHOMAGE_NON_INDEMNISE: 'Chômage non indemnisé',
        MALADIE: 'Arrêt maladie',
        FORMATION: 'Formation',
        RETRAITE: 'Retraite',
        SANS_ACTIVITE: 'Sans activité',
      },
    },
    { key: 'debut', label: 'Date de début', kind: 'date', dates: 'any', withinYears: 5 },
    { key: 'fin', label: 'Date de fin prévue', kind: 'date', dates: 'any', withinYears: 10, optional: true },
    {
      key: 'employeur',
      label: 'Nom de l’employeur ou de l’Esat',
      kind: 'line',
      max: 120,
      when: { field: 'situation', is: ['SALARIE', 'ESAT'], words: 'la personne travaille' },
    },
    {
      key: 'tempsPlein',
      label: 'À temps plein',
      kind: 'yesNo',
      when: { field: 'situation', is: ['SALARIE', 'ESAT'], words: 'la personne travaille' },
    },
    { key: 'revenuBrut', label: 'Revenu mensuel brut, en euros', kind: 'amount', min: 0, max: 50_000, optional: true },
    { key: 'revenuNet', label: 'Revenu mensuel net, en euros', kind: 'amount', min: 0, max: 50_000 },
    { key: 'precisions', label: 'Précisions', kind: 'text', max: 1_000, optional: true },
  ],
  checks: [
    { check: 'inOrder', first: 'debut', then: 'fin', say: 'La date de fin vient après la date de début.' },
    { check: 'atMost', part: 'revenuNet', whole: 'revenuBrut', say: 'Le revenu net ne dépasse pas le revenu brut.' },
  ],
  about: 'debut',
  next: [
    'La Caf recalcule les droits à partir du mois du changement.',
    'Les déclarations trimestrielles restent à faire aux dates habituelles.',
  ],
});
