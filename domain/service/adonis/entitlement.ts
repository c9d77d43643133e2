import { ORGANISATION_LABELS } from '../../partner/types.ts';
import { ENTITLED, type Entitlement, refusedFor, typeMissing } from '../entitlement.ts';

/** ADON-1: home-help bodies; of another body that declares such an activity the Caf judges (domain.md §2.2). */
export const adonisEntitlement: Entitlement = {
  questions: [
    {
      name: 'activite',
      label: "Adonis : activité d'aide à domicile",
      hint: "À décrire si le partenaire n'est pas d'abord un organisme d'aide à domicile : la Caf en juge.",
      type: 'line',
      optional: true,
      rule: 'ADON-1',
    },
  ],
  judge: ({ type, answers: { activite } }) => {
    if (type === null) return typeMissing('ADON-1');
    if (type === 'AIDE_A_DOMICILE') return ENTITLED;
    if (typeof activite !== 'string')
      return refusedFor(
        'PAS_AIDE_A_DOMICILE',
        "Adonis est réservé aux organismes d'aide à domicile : ce partenaire n'en est pas un, et ne déclare pas d'activité d'aide à domicile.",
        'ADON-1',
      );
    const words = `Adonis : le partenaire (type d'organisme : ${ORGANISATION_LABELS[type]}) déclare cette activité d'aide à domicile : ${activite}. Le rend-elle légitime ?`;
    return { faults: [], toJudge: [{ profile: null, words, rule: 'ADON-1' }] };
  },
};
