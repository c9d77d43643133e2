import { demarcheForm } from './form.ts';

/** Change of the children's situation (TUT-14). */
export const situationEnfant = demarcheForm({
  intro: 'Signalez une naissance, une arrivée, un départ, ou l’activité d’un enfant de plus de seize ans.',
  fields: [
    { key: 'date', label: 'Date du changement', kind: 'date', dates: 'past', withinYears: 5 },
    {
      key: 'enfants',
      label: 'Enfants concernés',
      kind: 'children',
      max: 8,
      ageMax: 25,
      situations: {
        NAISSANCE: 'Naissance ou adoption',
        ARRIVEE: 'Arrive au foyer',
        DEPART: 'Quitte le foyer',
        ETUDES: 'Poursuit ses études',
        APPRENTISSAGE: 'Apprenti ou stagiaire',
        EMPLOI: 'Travaille',
        HANDICAP: 'Situation de handicap reconnue',
      },
    },
    {
      key: 'residence',
      label: 'Résidence des enfants',
      kind: 'choice',
      choices: { FOYER: 'Au foyer', ALTERNEE: 'En alternance', AUTRE_PARENT: 'Chez l’autre parent', PLACES: 'Placés' },
    },
    {
      key: 'autreParent',
      label: 'Nom et prénom de l’autre parent',
      kind: 'line',
      max: 100,
      when: {
        field: 'residence',
        is: ['ALTERNEE', 'AUTRE_PARENT'],
        words: 'les enfants vivent aussi chez l’autre parent',
      },
    },
    {
      key: 'remuneration',
      label: 'Rémunération mensuelle des enfants qui travaillent, en euros',
      kind: 'amount',
      min: 0,
      max: 10_000,
      optional: true,
    },
    { key: 'precisions', label: 'Précisions', kind: 'text', max: 1_000, optional: true },
  ],
  checks: [],
  about: 'date',
  next: [
    'La Caf met à jour la composition du foyer et recalcule les droits.',
    'Elle peut demander un acte de naissance, un certificat de scolarité ou une décision de justice.',
  ],
});
