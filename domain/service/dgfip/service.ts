import { PORTAL } from '../entrance.ts';
import type { ServiceEntry } from '../entry.ts';
import { piece } from '../evidence.ts';
import { dgfipEntitlement } from './entitlement.ts';

/** Offre DGFIP (DGF-1): allocataires' data for the Ddfip. */
export const dgfip = {
  rule: 'SVC-6',
  label: 'Offre DGFIP',
  purpose: "consulter les données d'allocataires utiles aux directions départementales des finances publiques",
  access: ['Le service est réservé à ces directions.'],
  calendar: () => [],
  obligations: [],
  mission: 'Accès au service Offre DGFIP',
  groups: { madeBy: 'SELON_MODE', rolesBy: 'GESTIONNAIRE' },
  entitlement: dgfipEntitlement,
  evidence: [piece('DGFIP', 'affectation à la Ddfip (Offre DGFIP)', 'Offre DGFIP : affectation à la Ddfip')],
  entrance: PORTAL,
} as const satisfies ServiceEntry;
