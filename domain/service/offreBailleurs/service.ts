import { PORTAL } from '../entrance.ts';
import type { ServiceEntry } from '../entry.ts';
import { SIGN_IN_ADVICE } from '../espaceBailleur/signIn.ts';
import { piece } from '../evidence.ts';
import { offreBailleursEntitlement } from './entitlement.ts';

/** Offre-bailleurs (BAIL-1): tenants' rents of private landlords; it replaces QL_Web. */
export const offreBailleurs = {
  rule: 'SVC-4',
  label: 'Offre-bailleurs',
  purpose: 'déclarer les loyers des locataires et leurs changements',
  access: [],
  calendar: () => [],
  obligations: [],
  mission: 'Accès au service Offre-bailleurs',
  groups: { madeBy: 'SELON_MODE', rolesBy: 'GESTIONNAIRE' },
  entitlement: offreBailleursEntitlement,
  evidence: [
    piece(
      'OFFRE_BAILLEURS',
      'titre de propriété ou mandat de gestion (Offre-bailleurs)',
      'Offre-bailleurs : titre de propriété ou mandat de gestion',
    ),
  ],
  entrance: PORTAL,
  advice: () => SIGN_IN_ADVICE,
} as const satisfies ServiceEntry;
