import { demarcheForm } from './form.ts';

/** Allocation journalière du proche aidant (TUT-14). */
export const ajpa = demarcheForm({
  intro: 'Demandez l’allocation quand la personne protégée cesse ou réduit son activité pour aider un proche.',
  fields: [
    { key: 'aideNom', label: 'Nom et prénom de la personne aidée', kind: 'line', max: 100 },
    { key: 'aideNaissance', label: 'Sa date de naissance', kind: 'date', dates: 'past', withinYears: 115 },
    {
      key: 'lien',
      label: 'Lien avec elle',
      kind: 'choice',
      choices: {
        CONJOINT: 'Conjoint',
        ASCENDANT: 'Ascendant',
        DESCENDANT: 'Descendant ou enfant à charge',
        COLLATERAL: 'Frère, sœur ou autre parent',
        PROCHE: 'Personne âgée ou handicapée sans lien de parenté',
      },
    },
    {
      key: 'perte',
      label: 'Perte d’autonomie ou handicap de la personne aidée',
      kind: 'choice',
      choices: {
        GIR: 'Gir 1 à 4',
        INCAPACITE: 'Taux d’incapacité de 80 % ou plus',
        MTP: 'Majoration tierce personne',
        INVALIDITE: 'Invalidité avec tierce personne',
      },
    },
    {
      key: 'activite',
      label: 'Activité de la personne protégée',
      kind: 'choice',
      choices: {
        SALARIE: 'Salarié',
        INDEPENDANT: 'Travailleur indépendant',
        AGENT_PUBLIC: 'Agent public',
        CHOMAGE: 'Demandeur d’emploi indemnisé',
      },
    },
    { key: 'conge', label: 'Dates du congé de proche aidant', kind: 'period', dates: 'any', withinYears: 2 },
    {
      key: 'joursParMois',
      label: 'Jours de congé par mois',
      kind: 'number',
      min: 1,
      max: 22,
      hint: 'L’allocation est limitée à 22 jours par mois.',
    },
    {
      key: 'employeur',
      label: 'Nom de l’employeur',
      kind: 'line',
      max: 120,
      when: { field: 'activite', is: ['SALARIE', 'AGENT_PUBLIC'], words: 'la personne a un employeur' },
    },
    {
      key: 'attestation',
      label: 'L’employeur a attesté du congé',
      kind: 'yesNo',
      when: { field: 'activite', is: ['SALARIE', 'AGENT_PUBLIC'], words: 'la personne a un employeur' },
    },
  ],
  checks: [],
  about: 'conge',
  next: [
    'La Caf étudie le droit, dans la limite de 66 jours sur la carrière pour une même personne aidée.',
    'Chaque mois, une attestation des jours pris est à lui transmettre.',
  ],
});
