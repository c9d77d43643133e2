import { ENTITLED, type Entitlement, refusedFor, typeMissing } from '../entitlement.ts';

/** BAIL-1: private landlords; a social landlord is none [I]. */
export const offreBailleursEntitlement: Entitlement = {
  questions: [],
  judge: ({ type }) => {
    if (type === null) return typeMissing('BAIL-1');
    if (type === 'BAILLEUR_PRIVE') return ENTITLED;
    const message =
      type === 'BAILLEUR_SOCIAL'
        ? "L'Offre-bailleurs est réservée aux bailleurs privés : un bailleur social n'y a pas droit."
        : "L'Offre-bailleurs est réservée aux bailleurs privés : ce partenaire n'en est pas un.";
    return refusedFor('PAS_BAILLEUR_PRIVE', message, 'BAIL-1');
  },
};
