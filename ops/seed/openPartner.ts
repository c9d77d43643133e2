import type { Database } from '../../adapters/store/prisma.ts';
import { PROFILE_CODES } from '../../domain/service/services.ts';
import { knownPartner } from './knownPartner.ts';

/** ESAT Les Peupliers (api.md): mode délégué, CDAP and ESAT open, administrateur Claire Aubert. */
export async function openPartner(database: Database, passwordHash: string, now: Date): Promise<void> {
  const peupliers = {
    siret: '99989000700019',
    raisonSociale: 'ESAT Les Peupliers',
    address: '12 allée des Peupliers, 93200 Saint-Denis',
    email: 'contact@peupliers.example',
    phone: '+33149000093',
    typeOrganisme: 'ESAT',
    nature: 'PERSONNE_MORALE',
    conventionNumber: '19_93',
    missions: ['ESAT', 'Accompagnement social'],
    services: [
      { service: 'CDAP', roles: PROFILE_CODES },
      { service: 'ESAT', roles: ['ESAT'] },
    ],
    administrateur: {
      login: 'MCP00000093',
      firstName: 'Claire',
      lastName: 'Aubert',
      email: 'claire.aubert@peupliers.example',
    },
  } as const;
  await knownPartner(database, { ...peupliers, missions: [...peupliers.missions] }, passwordHash, now);
}
