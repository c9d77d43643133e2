import { ENTITLED, type Entitlement, refusedFor, typeMissing } from '../entitlement.ts';

/** DGF-1: a Ddfip, and nobody else [I]. */
export const dgfipEntitlement: Entitlement = {
  questions: [],
  judge: ({ type }) => {
    if (type === null) return typeMissing('DGF-1');
    if (type === 'DDFIP') return ENTITLED;
    const message = "L'Offre DGFIP est réservée aux directions départementales des finances publiques.";
    return refusedFor('PAS_DDFIP', message, 'DGF-1');
  },
};
