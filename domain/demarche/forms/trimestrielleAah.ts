import { demarcheForm } from './form.ts';

/** Quarterly declaration for the AAH of who works (TUT-14). */
export const trimestrielleAah = demarcheForm({
  intro:
    'Déclarez, mois par mois, les ressources du trimestre écoulé de la personne qui perçoit l’allocation aux adultes handicapés.',
  fields: [
    { key: 'trimestre', label: 'Trimestre déclaré', kind: 'quarter', back: 4 },
    { key: 'salaires', label: 'Salaires nets du milieu ordinaire, en euros', kind: 'monthly', max: 20_000 },
    { key: 'esat', label: 'Rémunération d’Esat, en euros', kind: 'monthly', max: 20_000 },
    { key: 'indemnites', label: 'Indemnités journalières ou de chômage, en euros', kind: 'monthly', max: 20_000 },
    { key: 'hospitalise', label: 'La personne a été hospitalisée ou incarcérée', kind: 'yesNo' },
    {
      key: 'sejour',
      label: 'Dates du séjour',
      kind: 'period',
      dates: 'any',
      withinYears: 2,
      when: { field: 'hospitalise', is: [true], words: 'la personne a été hospitalisée ou incarcérée' },
    },
    {
      key: 'conjoint',
      label: 'Ressources du conjoint sur le trimestre, en euros',
      kind: 'amount',
      min: 0,
      max: 100_000,
      optional: true,
    },
  ],
  checks: [],
  about: 'trimestre',
  next: [
    'La Caf calcule l’allocation des trois mois qui suivent.',
    'La prochaine déclaration est à faire dans trois mois.',
  ],
});
