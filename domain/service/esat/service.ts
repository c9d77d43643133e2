import { yearlySpan } from '../../policy/daysOfYear.ts';
import type { ServiceEntry } from '../entry.ts';
import { piece } from '../evidence.ts';
import { esatEntitlement } from './entitlement.ts';

/** Esat (domain.md §6): opened by its own procedure, whose eligibility form says who is entitled (ESAT-4, ESAT-5). */
export const esat = {
  rule: 'SVC-7',
  label: 'Esat',
  purpose:
    "faire en ligne les déclarations des Esat pour leurs travailleurs qui reçoivent l'allocation aux adultes handicapés (AAH)",
  access: [
    "Le partenaire est un établissement ou service d'aide par le travail au sens du Code de l'action sociale et des familles ; le formulaire d'éligibilité joint au dossier en fait foi.",
  ],
  calendar: ({ esatWindow: { from, to } }) => [
    `Chaque année, ${yearlySpan(from, to)}, il déclare les rémunérations garanties du mois de novembre ; elles servent aux droits à compter du 1er janvier suivant.`,
    "Toute l'année, il déclare les changements d'activité : hausse ou baisse du taux, départ.",
  ],
  obligations: ["Seuls les travailleurs qui reçoivent l'AAH sont concernés."],
  mission: 'ESAT',
  missionWords:
    "Établissement ou service d'aide par le travail (Esat) : accueillir des personnes en situation de handicap orientées par la Cdaph et les accompagner dans leur activité",
  groups: { madeBy: 'SELON_MODE', rolesBy: 'ADMINISTRATEUR' },
  entitlement: esatEntitlement,
  evidence: [
    piece('ESAT', "désignation par l'établissement pour déclarer (Esat)", "Esat : désignation par l'établissement"),
  ],
  entrance: { at: 'HERE', path: '/esat/remunerations' },
  ownProcedure: {
    words: "Le service Esat s'ouvre par son propre parcours, qui vérifie l'éligibilité.",
    rule: 'ESAT-5',
    form: true,
    dossier: 'esatOnboarding',
    // whether it is still active is the Caf's to say (ESAT-15)
    knows: ({ habtiers }, held) => ({
      knownInMcp: held !== null,
      knownInHabtiers: habtiers === true,
      activeInHabtiers: null,
      conventionNumber: held?.number ?? null,
      conventionSiret: held?.siret ?? null,
      conventionMode: held?.mode ?? null,
    }),
  },
} as const satisfies ServiceEntry;
