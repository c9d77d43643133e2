import type { DelegationMode } from '../../../domain/document/types.ts';
import type { NewDossier } from '../../../domain/dossier/newDossier.ts';
import { OPENED } from '../../../domain/dossier/states.ts';
import type { overtaken } from '../../../domain/esat/overtaken.ts';
import { type JudgeContext, type JudgedRow, partnerKey } from '../../../domain/esat/rows.ts';
import { addWorkingDays } from '../../../domain/policy/calendar.ts';
import { processId } from '../../../domain/process/types.ts';
import { taskKind } from '../../../domain/task/kinds.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { newId } from '../ids.ts';
import type { Transaction } from '../prisma.ts';
import { CHANGES_MODE } from '../queries/beside.ts';
import type { Row } from '../rows.ts';

export interface NewCampaign {
  name: string;
  /** the single Caf that uploads; null: national */
  caf: string | null;
  deadline: string;
  opensOn: string;
  delegationMode: DelegationMode;
  createdBy: string;
  startKey: string | null;
}

/** What the verdicts need to know of the system (§6.4): onboardings that stand, active conventions, changes of mode. */
export async function knownSirets(
  tx: Transaction,
  sirets: readonly string[],
): Promise<Required<Omit<JudgeContext, 'onlyCaf'>>> {
  const wanted = JSON.stringify(sirets);
  const processes = await tx.$queryRaw<{ business_key: string; id: string }[]>`
    SELECT business_key, id FROM process WHERE type = 'esatOnboarding'
      AND business_key IN (SELECT jsonb_array_elements_text(${wanted}::jsonb)) AND (closed_at IS NULL OR state IN ('SERVICE_OUVERT', 'TERMINE'))`;
  const conventions = await tx.$queryRaw<{ siret: string }[]>`
    SELECT DISTINCT siret FROM document WHERE kind = 'CONVENTION' AND state = 'ACTIF' AND siret IN (SELECT jsonb_array_elements_text(${wanted}::jsonb))`;
  const changes = await tx.$queryRaw<{ siret: string; caf: string }[]>`
    SELECT r.siret, r.caf FROM process p JOIN partner r ON r.id = p.partner_id
      WHERE r.siret IN (SELECT jsonb_array_elements_text(${wanted}::jsonb)) AND p.closed_at IS NULL AND ${CHANGES_MODE} AND p.state <> ALL(${[...OPENED]}::text[])`;
  return {
    existing: new Map(processes.map((row) => [row.business_key, row.id])),
    activeConventions: new Set(conventions.map((row) => row.siret)),
    changingMode: new Set(changes.map(({ caf, siret }) => partnerKey(caf, siret))),
  };
}

/** Stores a checked file: the campaign, its process row, every row with its verdict, a task per held row. Returns the ids. */
export async function insertCampaign(
  tx: Transaction,
  input: NewCampaign,
  rows: readonly JudgedRow[],
  at: Date,
): Promise<{ id: string; processId: string }> {
  const id = newId();
  const process = processId('esatCampaign', id, 1);
  await tx.campaign.create({
    data: {
      id,
      name: input.name,
      caf: input.caf,
      state: 'EN_COURS',
      deadline: input.deadline,
      opensOn: input.opensOn,
      delegationMode: input.delegationMode,
      createdBy: input.createdBy,
      createdAt: at,
    },
  });
  await tx.process.create({
    data: {
      id: process,
      type: 'esatCampaign',
      businessKey: id,
      caf: input.caf ?? 'NATIONAL',
      label: `Campagne Esat – ${input.name}`,
      state: 'EN_COURS',
      since: at,
      waitingOn: 'SYSTEME',
      flags: [],
      facts: { campaignId: id, remindersSent: 0, reported: false },
      linkRef: newId(),
      startKey: input.startKey,
      createdBy: input.createdBy,
      createdAt: at,
    },
  });
  const rowData = rows.map((row) => ({
    campaign_id: id,
    row: row.row,
    siret: row.siret,
    caf: row.caf,
    verdict: row.verdict,
    reasons: reasonsTold(row),
    use_case: row.useCase,
    data: row,
    process_id: standsInstead(row),
    queue: row.verdict === 'accepted' ? 'QUEUED' : null,
  }));
  await tx.$executeRaw`INSERT INTO campaign_row SELECT * FROM jsonb_populate_recordset(null::campaign_row, ${JSON.stringify(rowData)}::jsonb)`;
  await insertHeldTasks(tx, process, rows, at);
  return { id, processId: process };
}

/** Everything said of a row: why it has its verdict, and what does not stop it. */
export function reasonsTold({ reasons, warnings }: JudgedRow) {
  return [...reasons, ...warnings.map((warning) => ({ ...warning, warning: true }))];
}

/** The process that stands instead of a duplicate. */
export function standsInstead({ duplicateOf }: JudgedRow): string | null {
  return duplicateOf !== undefined && 'processId' in duplicateOf ? duplicateOf.processId : null;
}

/** What became of a row since the file was checked (`overtaken`); while it is held it is a task. */
export async function rejudgeRow(
  tx: Transaction,
  campaign: { id: string; processId: string },
  { row, resolution }: ReturnType<typeof overtaken>,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE campaign_row SET queue = NULL, resolution = ${resolution}, verdict = ${row.verdict}, reasons = ${JSON.stringify(reasonsTold(row))}::jsonb,
      data = ${JSON.stringify(row)}::jsonb, process_id = ${standsInstead(row)}, use_case = ${row.useCase}
      WHERE campaign_id = ${campaign.id} AND row = ${row.row}`;
  if (resolution === null) await insertHeldTasks(tx, campaign.processId, [row], at);
}

/** §6.4: a held row is a task for the Caf, with its reasons. */
async function insertHeldTasks(tx: Transaction, process: string, rows: readonly JudgedRow[], at: Date): Promise<void> {
  const due = addWorkingDays(at, taskKind('TRAITER_LIGNE').dueDays).toISOString();
  const tasks = rows
    .filter((row) => row.verdict === 'held')
    .map((row) => ({
      id: newId(),
      kind: 'TRAITER_LIGNE',
      process_id: process,
      subject: String(row.row),
      caf: row.caf,
      role: 'agent',
      reason: `Ligne ${row.row}, ${row.raisonSociale} : ${row.reasons.map((reason) => reason.message).join(' ')}`,
      due,
      state: 'OUVERTE',
      created_at: at.toISOString(),
    }));
  if (tasks.length > 0)
    await tx.$executeRaw`INSERT INTO task SELECT * FROM jsonb_populate_recordset(null::task, ${JSON.stringify(tasks)}::jsonb)`;
}

/** The dossier that a row becomes. */
export function dossierOfRow(
  campaign: { id: string; opensOn: string; deadline: string; delegationMode: DelegationMode; createdBy: string },
  row: JudgedRow,
): NewDossier {
  return {
    type: 'esatOnboarding',
    partner: {
      siret: row.siret,
      raisonSociale: row.raisonSociale,
      address: row.address,
      email: row.email,
      phone: row.phone,
      departments: [row.departement],
    },
    caf: row.caf,
    services: ['ESAT'],
    profiles: [],
    missions: [],
    delegationMode: campaign.delegationMode,
    opensOn: campaign.opensOn,
    deadline: campaign.deadline,
    campaignId: campaign.id,
    createdBy: campaign.createdBy,
    startKey: null,
    esat: {
      knownInMcp: row.knownInMcp,
      knownInHabtiers: row.knownInHabtiers,
      activeInHabtiers: row.activeInHabtiers,
      conventionNumber: row.conventionNumber === '' ? null : row.conventionNumber,
      conventionSiret: row.conventionSiret === '' ? null : row.conventionSiret,
      conventionMode: row.delegationMode,
    },
  };
}

/** Live figures of campaigns, by one query each: verdicts, accepted rows by use case, dossiers by state (U4). */
export async function campaignFigures(tx: Transaction, campaignId: string, onlyCaf: string | null = null) {
  const rows = Prisma.sql`campaign_row WHERE campaign_id = ${campaignId} ${onlyCaf === null ? Prisma.empty : Prisma.sql`AND caf = ${onlyCaf}`}`;
  const dossiers = Prisma.sql`process WHERE campaign_id = ${campaignId} ${onlyCaf === null ? Prisma.empty : Prisma.sql`AND (caf = ${onlyCaf} OR reader_caf = ${onlyCaf})`}`;
  const [figures] = await tx.$queryRaw<Row[]>`
    SELECT
      (SELECT coalesce(jsonb_object_agg(verdict, n), '{}') FROM (SELECT verdict, count(*) n FROM ${rows} GROUP BY 1) v) AS verdicts,
      (SELECT coalesce(jsonb_object_agg(use_case, n), '{}') FROM (SELECT use_case, count(*) n FROM ${rows} AND verdict = 'accepted' GROUP BY 1) u) AS use_cases,
      (SELECT count(*)::int FROM ${rows} AND queue = 'QUEUED') AS queued,
      (SELECT coalesce(jsonb_object_agg(state, n), '{}') FROM (SELECT state, count(*) n FROM ${dossiers} GROUP BY 1) s) AS states,
      (SELECT coalesce(jsonb_object_agg(resolution, n), '{}') FROM (SELECT resolution, count(*) n FROM ${rows} AND resolution IS NOT NULL GROUP BY 1) r) AS resolutions`;
  const numbers = (value: unknown) => (value ?? {}) as Record<string, number>;
  const verdicts = numbers(figures?.verdicts);
  const queued = Number(figures?.queued ?? 0);
  return {
    rows: {
      total: Object.values(verdicts).reduce((sum, n) => sum + n, 0),
      accepted: verdicts.accepted ?? 0,
      held: verdicts.held ?? 0,
      refused: verdicts.refused ?? 0,
      duplicate: verdicts.duplicate ?? 0,
    },
    byUseCase: { '1': 0, '2': 0, '3': 0, '4': 0, ...numbers(figures?.use_cases) },
    byState: { queued, ...numbers(figures?.states) },
    byResolution: numbers(figures?.resolutions),
  };
}
