import { ENTITLED, refusedFor, typeMissing } from '../../../domain/service/entitlement.ts';
import { PORTAL } from '../../../domain/service/entrance.ts';
import type { ServiceEntry } from '../../../domain/service/entry.ts';
import { piece } from '../../../domain/service/evidence.ts';

/** A service that only the tests have: everything that its folder would say, and nothing elsewhere. */
export const creches = {
  rule: 'SVC-9',
  label: 'Espace Crèches',
  purpose: "déclarer les places d'accueil des jeunes enfants",
  access: ['Le service est réservé aux collectivités qui gèrent une crèche.'],
  calendar: () => ['Chaque année, en janvier, il déclare ses places.'],
  obligations: ['Il garde les listes de présence.'],
  mission: "Accès à l'Espace Crèches",
  groups: { madeBy: 'CAF', rolesBy: 'CAF' },
  entitlement: {
    questions: [{ name: 'places', label: 'Espace Crèches : nombre de places', type: 'line', rule: 'SVC-9' }],
    judge: ({ type }) => {
      if (type === null) return typeMissing('SVC-9');
      if (type === 'COLLECTIVITE_TERRITORIALE') return ENTITLED;
      if (type !== 'ASSOCIATION')
        return refusedFor('PAS_BAILLEUR', "L'Espace Crèches est réservé aux collectivités.", 'SVC-9');
      return {
        faults: [],
        toJudge: [{ profile: null, words: 'Espace Crèches : gère-t-elle une crèche ?', rule: 'SVC-9' }],
      };
    },
  },
  evidence: [
    piece('CRECHES', 'contrat de travail à la crèche (Espace Crèches)', 'Espace Crèches : contrat de travail'),
  ],
  entrance: PORTAL,
  advice: () => [{ rule: 'SVC-9', text: 'Le numéro de la crèche est celui de son agrément.' }],
} as const satisfies ServiceEntry;
