import { signedHash } from '../../adapters/files/signedHash.ts';
import { insertDossier } from '../../adapters/store/dossier/startProcess.ts';
import { openDatabase } from '../../adapters/store/prisma.ts';
import { openTemporal, processGateway } from '../../adapters/temporal/temporal.ts';
import { createCommands } from '../../api/commands.ts';
import { loadConfig } from '../../config.ts';
import type { Actor } from '../../domain/decision/actor.ts';
import type { EsatAct } from '../../domain/esatOnboarding/acts.ts';
import type { DossierRequest } from '../../domain/kinds.ts';
import { parisDate } from '../../domain/policy/calendar.ts';
import { untilConfirmed } from '../untilConfirmed.ts';

const AGENT: Actor = { id: 'demonstration', role: 'agent', label: 'Caf 93 (démonstration)', ip: null };
const PARTNER: Actor = { id: 'demonstration', role: 'partner', label: 'Représentant (démonstration)', ip: null };

/** Invented partners (SIREN prefix 9999), each brought to another state by the acts that people would do; nothing is written past the processes. */
const DOSSIERS: readonly {
  siret: string;
  name: string;
  opensOn?: string;
  known?: boolean;
  habtiers?: boolean;
  acts: readonly Step[];
}[] = [
  { siret: '99991041700016', name: 'ESAT Les Tilleuls', acts: [] },
  { siret: '99991342900018', name: 'ESAT Val Fleuri', habtiers: true, acts: [] },
  { siret: '99991643000013', name: 'ESAT La Passerelle', known: true, acts: [] },
  { siret: '99991944200015', name: 'ESAT Bois Clair', acts: ['form'] },
  { siret: '99997100500015', name: 'Ateliers Horizon', acts: ['form', 'eligible'] },
  { siret: '99992847600012', name: 'ESAT du Drac', acts: ['form', 'eligible', 'complete'] },
  { siret: '99993148800012', name: 'ESAT de Montreval', acts: ['form', 'eligible', 'complete', 'sign'] },
  {
    siret: '99993449000015',
    name: 'ESAT de Belleterre',
    opensOn: '2099-01-01',
    acts: ['form', 'eligible', 'complete', 'sign', 'countersign'],
  },
  { siret: '99993750100016', name: 'ESAT du Lac', known: true, acts: ['eligible', 'mission', 'completeWrong'] },
  { siret: '99994954800013', name: 'ESAT Familles Actives', acts: ['ineligible'] },
];
const FORM = { casf: true, cdaph: true, places: 45, autorisation: 'Arrêté 2019-45' };

type Step = 'form' | 'eligible' | 'ineligible' | 'mission' | 'complete' | 'completeWrong' | 'sign' | 'countersign';

/** Starts and drives them once; a second run finds them there. */
export async function seedDossiers(env: NodeJS.ProcessEnv): Promise<void> {
  const config = loadConfig(env);
  const database = openDatabase(config.databaseUrl, 4, { actMs: 60_000, waitMs: 60_000 });
  const client = await openTemporal(config.temporal, config.encryptionKeys);
  const gateway = processGateway(client);
  const send = untilConfirmed(createCommands(database, gateway, config.policy, () => new Date()).send);
  try {
    await Promise.all(
      DOSSIERS.map(async (one) => {
        const startKey = `demonstration:${one.siret}`;
        if ((await database.process.findUnique({ where: { startKey } })) !== null) return;
        const processId = await database.$transaction((tx) => insertDossier(tx, dossierOf(one, startKey), new Date()));
        await gateway.start({ type: 'esatOnboarding', processId });
        await opened(processId);
        for (const step of one.acts) await drive(processId, step);
      }),
    );
  } finally {
    await Promise.all([database.$disconnect(), client.connection.close()]);
  }

  async function opened(processId: string): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      const row = await database.process.findUnique({ where: { id: processId }, select: { workflowStartedAt: true } });
      if (row?.workflowStartedAt != null) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function drive(processId: string, step: Step): Promise<void> {
    const [documents, tasks] = await Promise.all([
      database.document.findMany({ where: { processId } }),
      database.task.findMany({ where: { processId, state: 'OUVERTE' } }),
    ]);
    const task = (kind: string, outcome: string, fields: Record<string, unknown> = {}): EsatAct => ({
      type: 'completeTask',
      taskId: tasks.find((one) => one.kind === kind)?.id ?? '',
      outcome,
      fields,
    });
    const bulletin = documents.find((document) => document.kind === 'BULLETIN');
    const complete = (siret: string): EsatAct => ({
      type: 'complete',
      documentId: bulletin?.id ?? '',
      content: {
        raisonSociale: DOSSIERS.find((one) => one.siret === bulletin?.siret)?.name ?? '',
        siret,
        roles: ['ESAT'],
        departments: ['93'],
        administrateur: { firstName: 'Paul', lastName: 'Reyne', email: 'paul.reyne@demonstration.example' },
        signatory: { name: 'Anne Roy', function: 'Directrice' },
      },
    });
    const acts: Record<Step, () => EsatAct> = {
      form: () => ({
        type: 'fillEligibility',
        form: FORM,
      }),
      eligible: () => task('VERIFIER_ELIGIBILITE', 'eligible', { form: FORM }),
      ineligible: () => ({ type: 'cancel', reason: 'demande faite deux fois' }),
      mission: () => task('VERIFIER_MISSION', 'confirmed'),
      complete: () => complete(bulletin?.siret ?? ''),
      completeWrong: () => complete('99993750100024'),
      sign: () => ({
        type: 'sign',
        documents: documents
          .filter((document) => document.state === 'A_SIGNER')
          .map((document) => ({ id: document.id, version: document.version, hash: signedHash(document) })),
        name: 'Anne Roy',
        function: 'Directrice',
      }),
      countersign: () => task('CONTRESIGNER', 'countersign'),
    };
    const actor = ['form', 'complete', 'completeWrong', 'sign'].includes(step) ? PARTNER : AGENT;
    await send({
      processId,
      type: 'esatOnboarding',
      act: acts[step](),
      actor,
      key: `demonstration:${processId}:${step}`,
      bodyHash: '',
    });
  }
}

function dossierOf(one: (typeof DOSSIERS)[number], startKey: string): DossierRequest {
  const slug = one.name.toLowerCase().replace(/[^a-z]+/g, '-');
  return {
    type: 'esatOnboarding',
    partner: {
      siret: one.siret,
      raisonSociale: one.name,
      address: '1 rue de la République, 93000 Bobigny',
      email: `contact@${slug}.example`,
      phone: '+33148000093',
      departments: ['93'],
    },
    caf: '93',
    services: ['ESAT'],
    eligibility: null,
    profiles: [],
    missions: ['ESAT'],
    delegationMode: 'DELEGUE',
    opensOn: one.opensOn ?? parisDate(new Date()),
    deadline: null,
    campaignId: null,
    createdBy: 'demonstration',
    startKey,
    esat: {
      knownInMcp: one.known ?? false,
      knownInHabtiers: one.habtiers ?? false,
      activeInHabtiers: null,
      conventionNumber: one.known === true ? `22_${one.siret.slice(4, 7)}` : null,
      conventionSiret: null,
      conventionMode: one.known === true ? 'DELEGUE' : null,
    },
  };
}
