import { demarcheForm } from './form.ts';

/** Quarterly declaration for prime d'activité or RSA (TUT-14). */
export const trimestriellePpaRsa = demarcheForm({
  intro: 'Déclarez, mois par mois, les ressources du trimestre écoulé de tout le foyer.',
  fields: [
    {
      key: 'prestation',
      label: 'Prestation',
      kind: 'choice',
      choices: { PPA: 'Prime d’activité', RSA: 'Revenu de solidarité active' },
    },
    { key: 'trimestre', label: 'Trimestre déclaré', kind: 'quarter', back: 4 },
    { key: 'salaires', label: 'Salaires nets, en euros', kind: 'monthly', max: 20_000 },
    { key: 'chomage', label: 'Indemnités de chômage ou de maladie, en euros', kind: 'monthly', max: 20_000 },
    { key: 'pensions', label: 'Pensions, rentes et retraites, en euros', kind: 'monthly', max: 20_000 },
    { key: 'autres', label: 'Autres ressources, aides et dons, en euros', kind: 'monthly', max: 50_000 },
    { key: 'changement', label: 'La situation du foyer a changé pendant le trimestre', kind: 'yesNo' },
    {
      key: 'changementPrecisions',
      label: 'Ce qui a changé',
      kind: 'text',
      max: 500,
      when: { field: 'changement', is: [true], words: 'la situation a changé' },
    },
  ],
  checks: [],
  about: 'trimestre',
  next: [
    'La Caf calcule la prestation des trois mois qui suivent.',
    'Sans la prochaine déclaration, le paiement s’arrête : elle est à faire dans trois mois.',
  ],
});
