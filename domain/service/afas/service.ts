import { PORTAL } from '../entrance.ts';
import type { ServiceEntry } from '../entry.ts';
import { piece } from '../evidence.ts';
import { afasEntitlement } from './entitlement.ts';
import { AFAS_GROUPS } from './groups.ts';

/** Afas (domain.md §7.2): the Caf makes its groups (AFAS-1), two of which have their names (AFAS-2). */
export const afas = {
  rule: 'SVC-2',
  label: "Aide financière d'action sociale (Afas)",
  purpose:
    'déclarer des données en ligne, suivre leur traitement, voir aussitôt une estimation du montant dû, et les montants accordés',
  access: [
    'Les groupes Afas sont créés par la Caf, quel que soit le mode de gestion.',
    "Le partenaire compte au plus deux fournisseurs de données d'activité, deux fournisseurs de données financières et un approbateur, tous membres du groupe des déclarants.",
  ],
  calendar: () => [],
  obligations: [
    "Le partenaire signale à la Caf tout changement d'approbateur, avec la pièce justificative n° 3. Le nouvel approbateur a ses droits une fois validé par la Caf.",
  ],
  mission: "Accès au service Aide financière d'action sociale (Afas)",
  groups: { madeBy: 'CAF', rolesBy: 'CAF', named: AFAS_GROUPS },
  entitlement: afasEntitlement,
  evidence: [
    piece('AFAS', "désignation par l'organisme pour déclarer dans Afas", "Afas : désignation par l'organisme"),
  ],
  entrance: PORTAL,
  advice: ({ waitsForMaia }) =>
    waitsForMaia
      ? [
          {
            rule: 'SUP-18',
            text: 'L’approbateur n’a de pouvoir qu’une fois la PJ 3 reçue et la validation faite dans MAIA par la Caf.',
          },
        ]
      : [],
} as const satisfies ServiceEntry;
