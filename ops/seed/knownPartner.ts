import { searchTextOf } from '../../adapters/store/dossier/startProcess.ts';
import { newId } from '../../adapters/store/ids.ts';
import type { Database, Transaction } from '../../adapters/store/prisma.ts';
import type { ServiceCode } from '../../domain/service/services.ts';

/** Somebody of a demonstration partner; everyone's password is the demonstration's. */
interface SeededPerson {
  login: string;
  firstName: string;
  lastName: string;
  email: string;
  titre?: 'JUGEMENT';
}

/** A partner in mode délégué, of Caf 93 where no other is said, whose convention, contrat and bulletins were signed before Passerelle and whose services are open. */
export interface SeededPartner {
  caf?: string;
  siret: string;
  raisonSociale: string;
  address: string;
  email: string;
  phone: string;
  typeOrganisme: string;
  nature: 'PERSONNE_MORALE' | 'PERSONNE_PHYSIQUE';
  conventionNumber: string;
  missions: string[];
  services: readonly { service: ServiceCode; roles: readonly string[] }[];
  administrateur: SeededPerson;
  /** a group of Cdap, and who is in it */
  group?: { code: string; label: string; profile: string; members: readonly SeededPerson[] };
}

/** Records such a partner; running it again changes nothing. */
export async function knownPartner(
  database: Database,
  partner: SeededPartner,
  passwordHash: string,
  now: Date,
): Promise<void> {
  const { caf = '93', siret, services, administrateur, group, missions, conventionNumber, ...identity } = partner;
  if ((await database.partner.findUnique({ where: { siret } })) !== null) return;
  const partnerId = newId();
  const [conventionId, contratId] = [newId(), newId()];
  const common = {
    partnerId,
    caf,
    siret,
    state: 'ACTIF',
    origin: 'REPRISE',
    activatedAt: now,
    createdAt: now,
  };
  const { firstName, lastName, email } = administrateur;
  const bulletins = services.map(({ service, roles }) => ({
    ...common,
    id: newId(),
    kind: 'BULLETIN',
    service,
    conventionId,
    contratId,
    content: { roles: [...roles], departments: [caf], administrateur: { firstName, lastName, email } },
  }));
  await database.$transaction(async (tx) => {
    await tx.partner.create({
      data: {
        ...identity,
        id: partnerId,
        caf,
        siret,
        siren: siret.slice(0, 9),
        searchText: searchTextOf(partner.raisonSociale),
        departments: [caf],
        knownInMcp: true,
        createdAt: now,
        updatedAt: now,
      },
    });
    await tx.document.create({
      data: {
        ...common,
        id: conventionId,
        kind: 'CONVENTION',
        number: conventionNumber,
        content: { missions, departments: [caf] },
      },
    });
    await tx.document.create({
      data: { ...common, id: contratId, kind: 'CONTRAT', conventionId, content: { delegationMode: 'DELEGUE' } },
    });
    for (const bulletin of bulletins) {
      await tx.document.create({ data: bulletin });
      await tx.openedService.create({
        data: {
          id: newId(),
          partnerId,
          caf,
          service: bulletin.service,
          bulletinId: bulletin.id,
          state: 'OUVERTE',
          opensOn: now.toISOString().slice(0, 10),
          openedAt: now,
        },
      });
    }
    const managerId = await createPerson(tx, administrateur, { partnerId, passwordHash, now, administers: true });
    if (group !== undefined) await createGroup(tx, group, { partnerId, conventionId, managerId, passwordHash, now });
  });
}

interface Under {
  partnerId: string;
  passwordHash: string;
  now: Date;
}

async function createPerson(
  tx: Transaction,
  { login, ...person }: SeededPerson,
  { partnerId, passwordHash, now, administers }: Under & { administers: boolean },
): Promise<string> {
  const id = newId();
  await tx.user.create({
    data: {
      ...person,
      id,
      login: login.toLowerCase(),
      searchText: searchTextOf(`${person.firstName} ${person.lastName} ${person.email} ${login.toLowerCase()}`),
      roles: [],
      caf: null,
      administrateurSince: administers ? now : null,
      partnerId,
      passwordHash,
      state: 'ACTIF',
      createdAt: now,
    },
  });
  return id;
}

/** The group carries the role of its profile, and the year of its members begins (TIME-2). */
async function createGroup(
  tx: Transaction,
  { members, ...group }: NonNullable<SeededPartner['group']>,
  { conventionId, managerId, ...under }: Under & { conventionId: string; managerId: string },
): Promise<void> {
  const { partnerId, now } = under;
  const id = newId();
  const by = { createdBy: managerId, createdAt: now };
  await tx.group.create({
    data: {
      ...group,
      ...by,
      id,
      partnerId,
      conventionId,
      service: 'CDAP',
      managerId,
      role: group.profile,
      roleSince: now,
    },
  });
  for (const member of members) {
    const userId = await createPerson(tx, member, { ...under, administers: false });
    await tx.membership.create({ data: { id: newId(), groupId: id, userId, since: now, addedBy: managerId } });
    await tx.serviceUse.create({
      data: { userId, partnerId, service: 'CDAP', since: now, referenceAt: now, reminders: 0 },
    });
  }
}
