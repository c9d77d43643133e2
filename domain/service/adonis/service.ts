import { PORTAL } from '../entrance.ts';
import type { ServiceEntry } from '../entry.ts';

/** Adonis (ADON-1): activity and statistics of home-help bodies; the sources give it no group or role of its own. */
export const adonis = {
  rule: 'SVC-3',
  label: 'Adonis',
  purpose: "déclarer l'activité et les statistiques d'aide à domicile, et consulter ces statistiques",
  access: [],
  calendar: [],
  obligations: [],
  mission: 'Accès au service Adonis',
  groups: { madeBy: 'SELON_MODE', rolesBy: 'GESTIONNAIRE' },
  entrance: PORTAL,
} as const satisfies ServiceEntry;
