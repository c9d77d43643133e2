import { ENTITLED, type Entitlement } from '../entitlement.ts';

/**
 * ESAT-4, ESAT-5: its own procedure asks the eligibility form, and the Caf judges it there (VERIFIER_ELIGIBILITE, INELIGIBLE). Who asks for it
 * says what tells the use case (§6.3).
 */
export const esatEntitlement: Entitlement = {
  questions: [
    {
      name: 'habtiers',
      label: "Esat : l'établissement fait-il déjà ses déclarations avec Habtiers ?",
      type: 'yesNo',
      rule: 'ESAT-15',
    },
  ],
  judge: () => ENTITLED,
};
