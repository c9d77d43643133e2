import { demarcheForm } from './form.ts';

/** Complément de libre choix du mode de garde, through a structure (TUT-14). */
export const cmgStructure = demarcheForm({
  intro: 'Demandez l’aide pour la garde d’un enfant par une association, une entreprise ou une micro-crèche.',
  fields: [
    {
      key: 'structure',
      label: 'Structure',
      kind: 'choice',
      choices: {
        ASSOCIATION: 'Association ou entreprise de garde à domicile',
        FAMILIALE: 'Crèche familiale',
        MICRO_CRECHE: 'Micro-crèche',
      },
    },
    { key: 'nom', label: 'Nom de la structure', kind: 'line', max: 120 },
    { key: 'siret', label: 'SIRET de la structure', kind: 'siret', hint: '14 chiffres.' },
    { key: 'debut', label: 'Début de l’accueil', kind: 'date', dates: 'any', withinYears: 1 },
    { key: 'enfants', label: 'Enfants accueillis', kind: 'children', max: 6, ageMax: 6 },
    {
      key: 'heures',
      label: 'Heures de garde par mois',
      kind: 'number',
      min: 16,
      max: 400,
      hint: 'L’aide est versée à partir de 16 heures par mois.',
    },
    { key: 'tarif', label: 'Tarif horaire, en euros', kind: 'amount', min: 0.01, max: 100 },
    {
      key: 'plafond',
      label: 'Le tarif de la micro-crèche respecte le plafond de 10 euros de l’heure',
      kind: 'yesNo',
      when: { field: 'structure', is: ['MICRO_CRECHE'], words: 'la structure est une micro-crèche' },
    },
    { key: 'facture', label: 'Montant de la facture mensuelle, en euros', kind: 'amount', min: 1, max: 10_000 },
  ],
  checks: [
    {
      check: 'atMost',
      part: 'tarif',
      whole: 'facture',
      say: 'La facture du mois n’est pas plus petite que le prix d’une heure.',
    },
  ],
  about: 'debut',
  next: [
    'La Caf vérifie l’habilitation de la structure et ouvre le droit.',
    'La structure transmet chaque mois son attestation ; le complément est versé ensuite.',
  ],
});
