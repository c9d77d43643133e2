import type { Database } from '../../adapters/store/prisma.ts';
import { knownPartner, type SeededPartner } from './knownPartner.ts';

const T9 = [{ service: 'CDAP', roles: ['T9'] }] as const;
const GROUP = { code: 'T9MAJ', label: 'T9 Protection des majeurs', profile: 'T9' };
const MISSIONS = ['Protection juridique des majeurs'];

/** Whoever the Espace Tuteur is for, and who is refused it (domain.md §16: O5, O14, a natural person): each holds Cdap T9, in a group with one user. */
const TUTEURS: readonly SeededPartner[] = [
  {
    siret: '99992245300017',
    raisonSociale: 'Association tutélaire Horizon',
    address: '4 rue de la République, 93200 Saint-Denis',
    email: 'contact@horizon.example',
    phone: '+33149000501',
    typeOrganisme: 'MANDATAIRE_PROTECTION',
    nature: 'PERSONNE_MORALE',
    conventionNumber: '19_501',
    missions: MISSIONS,
    services: T9,
    administrateur: {
      login: 'MCP00000501',
      firstName: 'Hélène',
      lastName: 'Marchand',
      email: 'helene.marchand@horizon.example',
    },
    group: {
      ...GROUP,
      members: [
        {
          login: 'MCP00000502',
          firstName: 'Karim',
          lastName: 'Benali',
          email: 'karim.benali@horizon.example',
          titre: 'JUGEMENT',
        },
      ],
    },
  },
  {
    siret: '99995255900014',
    raisonSociale: 'Tutelles Cap Sud',
    address: '18 avenue du Port, 93400 Saint-Ouen',
    email: 'contact@capsud.example',
    phone: '+33149001401',
    typeOrganisme: 'MANDATAIRE_PROTECTION',
    nature: 'PERSONNE_MORALE',
    conventionNumber: '19_1401',
    missions: MISSIONS,
    services: T9,
    administrateur: {
      login: 'MCP00001401',
      firstName: 'Julien',
      lastName: 'Vasseur',
      email: 'julien.vasseur@capsud.example',
    },
    group: {
      ...GROUP,
      members: [
        {
          login: 'MCP00001402',
          firstName: 'Sofia',
          lastName: 'Lemaire',
          email: 'sofia.lemaire@capsud.example',
          titre: 'JUGEMENT',
        },
      ],
    },
  },
  {
    siret: '99996100600015',
    raisonSociale: 'Roux Éliane, mandataire judiciaire',
    address: '7 rue des Tilleuls, 93100 Montreuil',
    email: 'cabinet@eliane-roux.example',
    phone: '+33149001501',
    typeOrganisme: 'MANDATAIRE_PROTECTION',
    nature: 'PERSONNE_PHYSIQUE',
    conventionNumber: '19_1501',
    missions: MISSIONS,
    services: T9,
    administrateur: {
      login: 'MCP00001501',
      firstName: 'Éliane',
      lastName: 'Roux',
      email: 'eliane.roux@eliane-roux.example',
      titre: 'JUGEMENT',
    },
    group: { ...GROUP, members: [] },
  },
];

/** Records the tuteurs of the demonstration; running it again changes nothing. */
export async function openTuteurs(database: Database, passwordHash: string, now: Date): Promise<void> {
  for (const tuteur of TUTEURS) await knownPartner(database, tuteur, passwordHash, now);
}
