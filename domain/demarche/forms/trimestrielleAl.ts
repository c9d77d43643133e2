import { demarcheForm } from './form.ts';

/** Quarterly declaration for housing benefit (TUT-14). */
export const trimestrielleAl = demarcheForm({
  intro: 'Déclarez les ressources du trimestre écoulé et ce que coûte le logement.',
  fields: [
    { key: 'trimestre', label: 'Trimestre déclaré', kind: 'quarter', back: 4 },
    { key: 'ressources', label: 'Ressources du foyer, en euros', kind: 'monthly', max: 50_000 },
    { key: 'loyer', label: 'Loyer mensuel avec charges, en euros', kind: 'amount', min: 0, max: 10_000 },
    { key: 'charges', label: 'Dont charges mensuelles, en euros', kind: 'amount', min: 0, max: 5_000, optional: true },
    { key: 'impayes', label: 'Des loyers sont impayés', kind: 'yesNo' },
    {
      key: 'impayesDepuis',
      label: 'Impayés depuis',
      kind: 'month',
      dates: 'past',
      withinYears: 5,
      when: { field: 'impayes', is: [true], words: 'des loyers sont impayés' },
    },
    {
      key: 'impayesMontant',
      label: 'Montant des impayés, en euros',
      kind: 'amount',
      min: 1,
      max: 100_000,
      when: { field: 'impayes', is: [true], words: 'des loyers sont impayés' },
    },
    { key: 'occupants', label: 'Nombre d’occupants du logement', kind: 'number', min: 1, max: 20 },
  ],
  checks: [
    { check: 'atMost', part: 'charges', whole: 'loyer', say: 'Les charges ne dépassent pas le loyer avec charges.' },
  ],
  about: 'trimestre',
  next: [
    'La Caf recalcule l’aide au logement des trois mois qui suivent.',
    'En cas d’impayés, elle prend contact avec le bailleur pour un plan d’apurement.',
  ],
});
