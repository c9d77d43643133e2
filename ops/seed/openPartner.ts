import { searchTextOf } from '../../adapters/store/dossier/startProcess.ts';
import { newId } from '../../adapters/store/ids.ts';
import type { Database } from '../../adapters/store/prisma.ts';
import { PROFILE_CODES } from '../../domain/service/services.ts';

const SIRET = '99989000700019';
const CAF = '93';

/** ESAT Les Peupliers (api.md): mode délégué, CDAP and ESAT open, administrateur Claire Aubert. */
export async function openPartner(database: Database, passwordHash: string, now: Date): Promise<void> {
  if ((await database.partner.findUnique({ where: { siret_caf: { siret: SIRET, caf: CAF } } })) !== null) return;
  const partnerId = newId();
  const [conventionId, contratId] = [newId(), newId()];
  const common = {
    partnerId,
    caf: CAF,
    siret: SIRET,
    state: 'ACTIF',
    origin: 'REPRISE',
    activatedAt: now,
    createdAt: now,
  };
  const administrateur = { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@peupliers.example' };
  const bulletins = (['CDAP', 'ESAT'] as const).map((service) => ({
    ...common,
    id: newId(),
    kind: 'BULLETIN',
    service,
    conventionId,
    contratId,
    content: { roles: service === 'CDAP' ? PROFILE_CODES : ['ESAT'], departments: [CAF], administrateur },
  }));
  await database.$transaction(async (tx) => {
    await tx.partner.create({
      data: {
        id: partnerId,
        caf: CAF,
        siret: SIRET,
        siren: SIRET.slice(0, 9),
        raisonSociale: 'ESAT Les Peupliers',
        searchText: searchTextOf('ESAT Les Peupliers'),
        address: '12 allée des Peupliers, 93200 Saint-Denis',
        email: 'contact@peupliers.example',
        phone: '+33149000093',
        departments: [CAF],
        typeOrganisme: 'ESAT',
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
        number: '19_93',
        content: { missions: ['ESAT', 'Accompagnement social'], departments: [CAF] },
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
          caf: CAF,
          service: bulletin.service,
          bulletinId: bulletin.id,
          state: 'OUVERTE',
          opensOn: now.toISOString().slice(0, 10),
          openedAt: now,
        },
      });
    }
    await tx.user.create({
      data: {
        ...administrateur,
        id: newId(),
        login: 'mcp00000093',
        email: administrateur.email,
        searchText: searchTextOf(`Claire Aubert ${administrateur.email} mcp00000093`),
        roles: [],
        caf: null,
        administrateurSince: now,
        partnerId,
        passwordHash,
        state: 'ACTIF',
        createdAt: now,
      },
    });
  });
}
