import { missing } from '../../errors.ts';
import { ORGANISATION_LABELS } from '../../partner/types.ts';
import { ENTITLED, type Entitlement } from '../entitlement.ts';

/** Who receives the Prestation de Service, whose number is given [P]; of other social-action partners the Caf judges (CON-35). */
export const afasEntitlement: Entitlement = {
  questions: [
    {
      name: 'prestationService',
      label: 'Afas : le partenaire reçoit-il la prestation de service ?',
      type: 'yesNo',
      rule: 'SVC-2',
    },
    {
      name: 'numeroPrestation',
      label: 'Afas : numéro de la prestation de service',
      hint: "À donner s'il la reçoit.",
      type: 'line',
      optional: true,
      rule: 'SVC-2',
    },
  ],
  judge: ({ type, answers: { prestationService, numeroPrestation } }) => {
    if (prestationService === undefined) return ENTITLED; // asked for with the other questions
    if (prestationService === true) {
      if (typeof numeroPrestation === 'string') return ENTITLED;
      const path = 'eligibility.AFAS.numeroPrestation';
      return { faults: [missing(path, 'Indiquez le numéro de la prestation de service.', 'SVC-2')], toJudge: [] };
    }
    const who = type === null ? "type d'organisme non renseigné" : `type d'organisme : ${ORGANISATION_LABELS[type]}`;
    const words = `Afas : le partenaire (${who}) ne reçoit pas la prestation de service. Est-il légitime comme autre partenaire d'action sociale ?`;
    return { faults: [], toJudge: [{ profile: null, words, rule: 'CON-35' }] };
  },
};
