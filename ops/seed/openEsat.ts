import { newId } from '../../adapters/store/ids.ts';
import type { Database } from '../../adapters/store/prisma.ts';
import { ESAT_SERVICE } from '../../domain/esatDeclaration/service.ts';
import { knownPartner } from './knownPartner.ts';

/** An Esat with its service open, a group that has the role, and its administrateur, who is in no group. */
export interface SeededEsat {
  partnerId: string;
  groupId: string;
  administrateurId: string;
}

/** Records an Esat whose people may declare once they are in its group (ESAT-10): facts, no acts. */
export async function openEsat(
  database: Database,
  {
    siret,
    raisonSociale,
    caf = '93',
    passwordHash,
  }: { siret: string; raisonSociale: string; caf?: string; passwordHash: string },
  at: Date,
): Promise<SeededEsat> {
  await knownPartner(
    database,
    {
      ...{ siret, raisonSociale, caf, address: '1 rue des Ateliers, 93200 Saint-Denis', phone: '+33149000777' },
      ...{ email: `contact@${siret}.example`, typeOrganisme: 'ESAT', nature: 'PERSONNE_MORALE' },
      ...{ conventionNumber: `19_${siret.slice(8)}`, missions: ['ESAT'] },
      services: [{ service: ESAT_SERVICE, roles: ['ESAT'] }],
      administrateur: {
        ...{ login: `MCP-E-${siret}`, firstName: 'Paul', lastName: 'Direction', email: `paul@${siret}.example` },
      },
    },
    passwordHash,
    at,
  );
  const { id: partnerId } = await database.partner.findUniqueOrThrow({ where: { siret } });
  const convention = await database.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
  const administrateur = await database.user.findFirstOrThrow({
    where: { partnerId, administrateurSince: { not: null } },
  });
  const group = await database.group.create({
    data: {
      ...{ id: newId(), partnerId, conventionId: convention.id, service: ESAT_SERVICE, code: 'DECLA' },
      ...{ label: 'Déclarations', role: 'ESAT', roleSince: at, createdBy: 'seed', createdAt: at },
    },
  });
  return { partnerId, groupId: group.id, administrateurId: administrateur.id };
}

/** Puts somebody into its group: they may declare from now on. */
export async function joinEsat(database: Database, groupId: string, userId: string, since: Date): Promise<void> {
  await database.membership.create({ data: { id: newId(), groupId, userId, since, addedBy: 'seed' } });
}
