import type { ServiceEntry } from '../entry.ts';
import { piece } from '../evidence.ts';
import { espaceBailleurEntitlement } from './entitlement.ts';
import { OWN_SIGN_IN, SIGN_IN_ADVICE } from './signIn.ts';

/** Espace Bailleur (BAIL-2): landlords, persons or companies, whose tenant gets housing benefit. */
export const espaceBailleur = {
  rule: 'SVC-5',
  label: 'Espace Bailleur',
  purpose: "accéder à l'espace des bailleurs dont un locataire reçoit une aide personnelle au logement",
  access: ["La connexion se fait par la page propre à l'Espace Bailleur."],
  calendar: () => [],
  obligations: [],
  mission: "Accès à l'Espace Bailleur",
  groups: { madeBy: 'SELON_MODE', rolesBy: 'GESTIONNAIRE' },
  entitlement: espaceBailleurEntitlement,
  evidence: [
    piece(
      'ESPACE_BAILLEUR',
      'bail ou mandat de gestion (Espace Bailleur)',
      'Espace Bailleur : bail ou mandat de gestion',
    ),
  ],
  entrance: { at: 'OWN_SIGN_IN', words: OWN_SIGN_IN },
  advice: () => SIGN_IN_ADVICE,
} as const satisfies ServiceEntry;
