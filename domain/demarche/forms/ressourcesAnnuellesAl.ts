import { demarcheForm } from './form.ts';

/** Yearly resources and housing benefit (TUT-14). */
export const ressourcesAnnuellesAl = demarcheForm({
  intro: 'Déclarez les ressources d’une année entière de la personne protégée et de son conjoint.',
  fields: [
    { key: 'annee', label: 'Année des ressources', kind: 'year', back: 3 },
    { key: 'salaires', label: 'Salaires, en euros', kind: 'amount', min: 0, max: 500_000 },
    { key: 'pensions', label: 'Pensions, retraites et rentes, en euros', kind: 'amount', min: 0, max: 500_000 },
    { key: 'chomage', label: 'Indemnités de chômage ou de maladie, en euros', kind: 'amount', min: 0, max: 500_000 },
    { key: 'capitaux', label: 'Revenus de capitaux ou de biens, en euros', kind: 'amount', min: 0, max: 500_000 },
    {
      key: 'pensionsVersees',
      label: 'Pensions alimentaires versées, en euros',
      kind: 'amount',
      min: 0,
      max: 100_000,
      optional: true,
    },
    { key: 'frais', label: 'Frais de tutelle payés, en euros', kind: 'amount', min: 0, max: 100_000, optional: true },
    { key: 'enCouple', label: 'Des ressources du conjoint sont à déclarer', kind: 'yesNo' },
    {
      key: 'conjoint',
      label: 'Ressources du conjoint, en euros',
      kind: 'amount',
      min: 0,
      max: 500_000,
      when: { field: 'enCouple', is: [true], words: 'le conjoint a des ressources' },
    },
    {
      key: 'loyer',
      label: 'Loyer mensuel hors charges de juillet, en euros',
      kind: 'amount',
      min: 0,
      max: 10_000,
      optional: true,
    },
  ],
  checks: [],
  about: 'annee',
  next: [
    'La Caf compare ces ressources à celles que transmettent les impôts et recalcule l’aide au logement.',
    'Le nouveau montant est valable à partir de la date que la Caf indique dans sa notification.',
  ],
});
