import { demarcheForm } from './form.ts';

/** Change of family situation (TUT-14). */
export const situationFamiliale = demarcheForm({
  intro: 'Dites ce qui a changé dans la vie de couple de la personne protégée, et depuis quand.',
  fields: [
    {
      key: 'situation',
      label: 'Nouvelle situation',
      kind: 'choice',
      choices: {
        MARIAGE: 'Mariage',
        PACS: 'Pacs',
        VIE_COMMUNE: 'Vie maritale',
        SEPARATION: 'Séparation',
        DIVORCE: 'Divorce',
        VEUVAGE: 'Veuvage',
      },
    },
    { key: 'depuis', label: 'Depuis le', kind: 'date', dates: 'past', withinYears: 10 },
    {
      key: 'conjointNom',
      label: 'Nom et prénom du conjoint',
      kind: 'line',
      max: 100,
      when: { field: 'situation', is: ['MARIAGE', 'PACS', 'VIE_COMMUNE'], words: 'la personne vit en couple' },
    },
    {
      key: 'conjointNaissance',
      label: 'Date de naissance du conjoint',
      kind: 'date',
      dates: 'past',
      withinYears: 110,
      when: { field: 'situation', is: ['MARIAGE', 'PACS', 'VIE_COMMUNE'], words: 'la personne vit en couple' },
    },
    {
      key: 'conjointActivite',
      label: 'Situation du conjoint',
      kind: 'choice',
      choices: {
        SALARIE: 'Salarié',
        INDEPENDANT: 'Travailleur indépendant',
        CHOMAGE: 'Au chômage',
        RETRAITE: 'Retraité',
        SANS_ACTIVITE: 'Sans activité',
      },
      when: { field: 'situation', is: ['MARIAGE', 'PACS', 'VIE_COMMUNE'], words: 'la personne vit en couple' },
    },
    {
      key: 'enfantsAvec',
      label: 'Les enfants vivent avec la personne protégée',
      kind: 'choice',
      choices: { OUI: 'Oui', NON: 'Non', ALTERNANCE: 'En résidence alternée', SANS: 'Elle n’a pas d’enfant' },
      when: { field: 'situation', is: ['SEPARATION', 'DIVORCE'], words: 'le couple est séparé' },
    },
    {
      key: 'pension',
      label: 'Pension alimentaire reçue par mois, en euros',
      kind: 'amount',
      min: 0,
      max: 10_000,
      optional: true,
      when: { field: 'situation', is: ['SEPARATION', 'DIVORCE'], words: 'le couple est séparé' },
    },
    { key: 'precisions', label: 'Précisions', kind: 'text', max: 1_000, optional: true },
  ],
  checks: [],
  about: 'depuis',
  next: [
    'La Caf étudie la nouvelle situation et recalcule les droits à partir du mois qui suit le changement.',
    'Elle peut demander un justificatif, par exemple l’acte de mariage ou le jugement.',
  ],
});
