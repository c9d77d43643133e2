import { PORTAL } from '../entrance.ts';
import type { ServiceEntry } from '../entry.ts';
import { cdapEntitlement } from './entitlement.ts';
import { CDAP_EVIDENCE } from './evidence.ts';
import { PROFILES } from './profiles.ts';

/** Cdap (domain.md §7.1): allocataires' data by profile; it replaces Cafpro. */
export const cdap = {
  rule: 'SVC-1',
  label: 'Consulter dossier (Cdap)',
  purpose:
    "consulter les données d'allocataires utiles aux missions du partenaire, selon le profil de chaque utilisateur",
  access: [
    "Un dossier se cherche par le numéro et le nom de l'allocataire, jamais par un seul des deux.",
    'Un groupe porte un seul profil.',
  ],
  calendar: () => [],
  obligations: [],
  mission: 'Accès au service « Consulter dossier » (Cdap)',
  profiles: PROFILES,
  groups: { madeBy: 'SELON_MODE', rolesBy: 'ADMINISTRATEUR' },
  entitlement: cdapEntitlement,
  evidence: CDAP_EVIDENCE,
  entrance: PORTAL,
  advice: ({ profiles, numeroInstructeur, codeBailleur }) => [
    {
      rule: 'SUP-3',
      text: 'La recherche demande le numéro et le nom de l’allocataire ensemble : la Cnil l’exige, il n’y a pas de contournement.',
    },
    ...(profiles.has('T4') && numeroInstructeur !== null
      ? [
          {
            rule: 'SUP-7',
            text: `Le numéro d'instructeur à saisir a 14 positions, avec ses cinq zéros : ${numeroInstructeur}.`,
          },
        ]
      : []),
    ...(profiles.has('T10') && codeBailleur !== null
      ? [
          {
            rule: 'SUP-8',
            text: `Le code demandé à la connexion est le code bailleur, celui de Cafpro : ${codeBailleur}.`,
          },
        ]
      : []),
  ],
} as const satisfies ServiceEntry;
