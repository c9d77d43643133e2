import { searchTextOf } from '../adapters/store/dossier/startProcess.ts';
import { newId } from '../adapters/store/ids.ts';
import type { Database } from '../adapters/store/prisma.ts';
import { tuteurFinding } from '../domain/tuteur/verdict.ts';

/** A tuteur of a reopening: his partner's SIRET in MCP, and what Tiersi knows of him. */
export interface Tuteur {
  siret: string;
  sirets: readonly string[];
  name?: string;
  caf?: string;
  email?: string;
  /** NON_TUTEUR_MORAL, SANS_T9 */
  refusal?: string;
  /** the file names him, and he is no partner here */
  unknown?: true;
}

/**
 * A reopening whose file is read and whose tuteurs are judged, each with his convention and contrat in force. Returns its process id and the
 * partners by SIRET.
 */
export async function judgedReopening(
  database: Database,
  tuteurs: readonly Tuteur[],
  { at, createdBy = 'cnaf' }: { at: Date; createdBy?: string },
): Promise<{ reopeningId: string; partners: Map<string, string> }> {
  const key = newId();
  const reopeningId = `tuteur-reopening-${key}`;
  const partners = new Map(tuteurs.filter((one) => one.unknown !== true).map(({ siret }) => [siret, newId()]));
  const known = tuteurs.filter(({ siret }) => partners.has(siret));
  const idOf = (siret: string) => partners.get(siret) ?? '';
  const cafOf = ({ caf = '93' }: Tuteur) => caf;
  const nameOf = ({ name, siret }: Tuteur) => name ?? `Tutelles ${siret.slice(4, 9)}`;
  await database.partner.createMany({
    data: known.map((one) => ({
      id: idOf(one.siret),
      caf: cafOf(one),
      siret: one.siret,
      siren: one.siret.slice(0, 9),
      raisonSociale: nameOf(one),
      searchText: searchTextOf(nameOf(one)),
      address: '2 rue de la Paix, 93000 Bobigny',
      email: one.email ?? `contact-${one.siret}@tutelles.example`,
      phone: '+33148000014',
      departments: [cafOf(one)],
      nature: 'PERSONNE_MORALE',
      knownInMcp: true,
      createdAt: at,
      updatedAt: at,
    })),
  });
  const documents = known.flatMap((one) => {
    const conventionId = newId();
    const common = {
      partnerId: idOf(one.siret),
      caf: cafOf(one),
      siret: one.siret,
      state: 'ACTIF',
      origin: 'REPRISE',
      activatedAt: at,
      createdAt: at,
    };
    return [
      {
        ...common,
        id: conventionId,
        kind: 'CONVENTION',
        number: '19_14',
        content: { missions: ['Tutelle'], departments: ['93'] },
      },
      { ...common, id: newId(), kind: 'CONTRAT', conventionId, content: { delegationMode: 'DELEGUE' } },
    ];
  });
  await database.document.createMany({ data: documents });
  await database.documentVersion.createMany({
    data: documents.map(({ id, siret, content }) => ({ documentId: id, version: 1, siret, content, at })),
  });
  await database.process.create({
    data: {
      id: reopeningId,
      type: 'tuteurReopening',
      businessKey: key,
      caf: 'CNAF',
      label: "Réouverture de l'Espace Tuteur",
      state: 'CONTROLE_SIRET',
      since: at,
      flags: [],
      facts: {},
      linkRef: newId(),
      createdBy,
      createdAt: at,
      workflowStartedAt: at,
    },
  });
  const lines = tuteurs.flatMap((one) =>
    one.sirets.map((siret, index) => ({ one, siret, siren: siret.slice(0, 9), proteges: 12 - index })),
  );
  await database.tiersiLine.createMany({
    data: lines.map(({ one, siret, siren, proteges }, row) => ({
      processId: reopeningId,
      row: row + 2,
      verdict: 'LUE',
      reasons: [],
      siren,
      siret,
      siretMcp: one.siret,
      raisonSociale: nameOf(one),
      proteges,
    })),
  });
  await database.tuteurCheck.createMany({
    data: tuteurs.map((one) => {
      const { verdict, flags, siren, sirets, proteges } = tuteurFinding(
        one.siret,
        lines.filter((line) => line.one === one),
      );
      const here = partners.has(one.siret);
      return {
        processId: reopeningId,
        reference: one.siret,
        partnerId: here ? idOf(one.siret) : null,
        caf: here ? cafOf(one) : null,
        raisonSociale: nameOf(one),
        siretMcp: one.siret,
        ...{ siren, sirets, proteges, verdict, flags, refusal: one.refusal ?? null },
      };
    }),
  });
  return { reopeningId, partners };
}
