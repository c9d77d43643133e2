import { PORTAL } from '../entrance.ts';
import type { ServiceEntry } from '../entry.ts';
import { piece } from '../evidence.ts';
import { adonisEntitlement } from './entitlement.ts';

/** Adonis (ADON-1): activity and statistics of home-help bodies; the sources give it no group or role of its own. */
export const adonis = {
  rule: 'SVC-3',
  label: 'Adonis',
  purpose: "déclarer l'activité et les statistiques d'aide à domicile, et consulter ces statistiques",
  access: [],
  calendar: () => [],
  obligations: [],
  mission: 'Accès au service Adonis',
  groups: { madeBy: 'SELON_MODE', rolesBy: 'GESTIONNAIRE' },
  entitlement: adonisEntitlement,
  evidence: [
    piece(
      'ADONIS',
      "attestation de fonctions au service d'aide à domicile (Adonis)",
      'Adonis : attestation de fonctions',
    ),
  ],
  entrance: PORTAL,
} as const satisfies ServiceEntry;
