import { demarcheForm } from './form.ts';

/** Change of address (TUT-14). */
export const adresse = demarcheForm({
  intro: 'Donnez la nouvelle adresse de la personne protégée et la date de son arrivée.',
  fields: [
    { key: 'arrivee', label: 'Date d’arrivée', kind: 'date', dates: 'any', withinYears: 2 },
    {
      key: 'depart',
      label: 'Date de départ de l’ancien logement',
      kind: 'date',
      dates: 'any',
      withinYears: 2,
      optional: true,
    },
    { key: 'voie', label: 'Numéro et voie', kind: 'line', max: 150 },
    { key: 'codePostal', label: 'Code postal', kind: 'postcode', hint: '5 chiffres.' },
    { key: 'commune', label: 'Commune', kind: 'line', max: 80 },
    {
      key: 'logement',
      label: 'Logement',
      kind: 'choice',
      choices: {
        LOCATAIRE: 'Locataire',
        COLOCATAIRE: 'Colocataire',
        PROPRIETAIRE: 'Propriétaire',
        FOYER: 'En foyer ou résidence',
        HEBERGE: 'Hébergé gratuitement',
        ETABLISSEMENT: 'En établissement de santé',
      },
    },
    {
      key: 'loyer',
      label: 'Loyer mensuel hors charges, en euros',
      kind: 'amount',
      min: 1,
      max: 10_000,
      when: { field: 'logement', is: ['LOCATAIRE', 'COLOCATAIRE', 'FOYER'], words: 'la personne paie un loyer' },
    },
    {
      key: 'bailleur',
      label: 'Nom du bailleur ou du gestionnaire',
      kind: 'line',
      max: 120,
      when: { field: 'logement', is: ['LOCATAIRE', 'COLOCATAIRE', 'FOYER'], words: 'la personne paie un loyer' },
    },
    { key: 'telephone', label: 'Téléphone', kind: 'phone', optional: true },
  ],
  checks: [
    {
      check: 'inOrder',
      first: 'depart',
      then: 'arrivee',
      say: 'L’arrivée ne peut précéder le départ de l’ancien logement.',
    },
  ],
  about: 'arrivee',
  next: [
    'La Caf change l’adresse dans le dossier et étudie le droit à l’aide au logement.',
    'Si la personne change de département, le dossier est transmis à la Caf de sa nouvelle adresse.',
  ],
});
