import { demarcheForm } from './form.ts';

/** Claim of family benefits (TUT-14). */
export const allocationsFamiliales = demarcheForm({
  intro: 'Demandez les prestations pour les enfants à la charge de la personne protégée.',
  fields: [
    {
      key: 'prestations',
      label: 'Prestations demandées',
      kind: 'choices',
      choices: {
        ALLOCATIONS: 'Allocations familiales',
        PAJE: 'Prime à la naissance et allocation de base',
        COMPLEMENT: 'Complément familial',
        SOUTIEN: 'Allocation de soutien familial',
        RENTREE: 'Allocation de rentrée scolaire',
        AEEH: 'Allocation d’éducation de l’enfant handicapé',
      },
    },
    { key: 'debut', label: 'Premier mois demandé', kind: 'month', dates: 'past', withinYears: 2 },
    { key: 'enfants', label: 'Enfants à charge', kind: 'children', max: 12, ageMax: 21, optional: true },
    { key: 'enceinte', label: 'Une naissance est attendue', kind: 'yesNo' },
    {
      key: 'naissancePrevue',
      label: 'Naissance prévue le',
      kind: 'date',
      dates: 'future',
      withinYears: 1,
      when: { field: 'enceinte', is: [true], words: 'une naissance est attendue' },
    },
    { key: 'seul', label: 'La personne élève seule les enfants', kind: 'yesNo' },
    { key: 'etranger', label: 'Une prestation familiale est versée par un autre pays', kind: 'yesNo' },
    {
      key: 'pays',
      label: 'Pays qui verse',
      kind: 'line',
      max: 60,
      when: { field: 'etranger', is: [true], words: 'un autre pays verse une prestation' },
    },
  ],
  checks: [
    {
      check: 'oneOf',
      fields: ['enfants', 'naissancePrevue'],
      say: 'Indiquez au moins un enfant à charge, ou une naissance attendue.',
    },
  ],
  about: 'debut',
  next: [
    'La Caf vérifie la charge des enfants et le droit à chaque prestation demandée.',
    'Elle peut demander le livret de famille, un acte de naissance ou un titre de séjour.',
  ],
});
