import { requestAlreadyOpen, tellOpenOne } from '../../../domain/accessRequest/alreadyOpen.ts';
import { requestChanges } from '../../../domain/accessRequest/changes.ts';
import { otherServices, type RequestForm } from '../../../domain/accessRequest/form.ts';
import { requestReference, submitRequest } from '../../../domain/accessRequest/submit.ts';
import type { RequestState } from '../../../domain/accessRequest/transitions.ts';
import type {
  AccessRequest,
  Exchange,
  RequestDecision,
  RequestFacts,
  RequestOutcome,
} from '../../../domain/accessRequest/types.ts';
import { projectRequest, type RequestProjection } from '../../../domain/accessRequest/waiting.ts';
import { type Actor, PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { tellChanges } from '../../../domain/decision/changes.ts';
import type { Context } from '../../../domain/decision/context.ts';
import { processId } from '../../../domain/process/types.ts';
import type { Seal } from '../../identity/sealed.ts';
import { sealPersonal } from '../audit/sealedChanges.ts';
import { cafSettings } from '../cafSettings.ts';
import { insertDossier } from '../dossier/startProcess.ts';
import { newId } from '../ids.ts';
import { appendAudit, enqueueMails, resendWrites } from '../journal.ts';
import { brokenConstraint, type Database, type Transaction } from '../prisma.ts';
import { newProcessRow, processInsert, saveProcessRow } from '../processRow.ts';
import { entitlementGround } from '../queries/entitlement.ts';
import { heldConvention } from '../queries/serviceRequests.ts';
import { type Row, toTask } from '../rows.ts';
import { saveTasks } from '../taskRows.ts';
import { runWrites } from '../writes.ts';

/** Loads a request as a whole, with what decides at that instant, if one is given, who is entitled. The caller holds the lock of its process. */
export async function loadRequest(tx: Transaction, id: string, at?: Date): Promise<AccessRequest | null> {
  const [row] = await tx.$queryRaw<{ process: Row; request: Row; tasks: Row[] }[]>`
    SELECT to_jsonb(p) AS process,
      to_jsonb(a) || jsonb_build_object('cafpro_channel', (SELECT s.cafpro_channel FROM caf_settings s WHERE s.caf = a.caf)) AS request,
      (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.created_at, t.id), '[]') FROM task t WHERE t.process_id = p.id) AS tasks
    FROM process p JOIN access_request a ON a.process_id = p.id WHERE p.id = ${id}`;
  if (row === undefined) return null;
  const request = toRequest(row.process, row.request, row.tasks);
  if (at === undefined || otherServices(request.form).length === 0) return request;
  return { ...request, ground: await groundFor(tx, request, at) };
}

/** What decides who is entitled to the services of a request (CONV-1). */
async function groundFor(tx: Transaction, { form }: AccessRequest, at: Date): Promise<AccessRequest['ground']> {
  const partner = await tx.partner.findFirst({ where: { siret: form.siret }, select: { id: true } });
  return {
    entitlement: await entitlementGround(tx, form.siret, at),
    held: partner === null ? null : await heldConvention(tx, partner.id),
  };
}

function toRequest(process: Row, request: Row, tasks: Row[]): AccessRequest {
  return {
    id: process.id as string,
    requestId: request.id as string,
    reference: request.reference as string,
    caf: request.caf as string,
    cafproChannel: request.cafpro_channel as string | null,
    label: process.label as string,
    opened: process.workflow_started_at != null,
    state: request.state as RequestState,
    incident: (process.incident ?? null) as string | null,
    linkRef: process.link_ref as string,
    linkVersion: process.link_version as number,
    linkEmail: (process.link_email as string | null) ?? '',
    createdAt: new Date(process.created_at as string),
    createdBy: process.created_by as string,
    form: request.form as RequestForm,
    decision: (request.decision ?? null) as RequestDecision | null,
    exchanges: request.exchanges as Exchange[],
    facts: process.facts as RequestFacts,
    tasks: tasks.map(toTask),
  };
}

/** Saves what a decision changed, with its projection, journal and mails; an accepted request inserts its dossiers (REQ-21). */
export async function saveRequest(
  tx: Transaction,
  before: AccessRequest,
  outcome: RequestOutcome,
  projection: RequestProjection,
  at: Date,
  actor: Actor,
  seal: Seal,
): Promise<void> {
  const { request, starts } = outcome;
  for (const start of starts) {
    const started = await insertDossier(tx, start, at);
    request.facts.startedProcessId ??= started;
  }
  const closedAt = projection.ended ? at : null;
  await tx.$executeRaw`
    UPDATE access_request SET form = ${JSON.stringify(request.form)}::jsonb, state = ${request.state},
      decision = ${request.decision === null ? null : JSON.stringify(request.decision)}::jsonb,
      exchanges = ${JSON.stringify(request.exchanges)}::jsonb, closed_at = coalesce(closed_at, ${closedAt})
    WHERE id = ${request.requestId}`;
  const { facts, incident, opened, linkVersion, linkEmail } = request;
  const own = { facts, incident, opened, link: { version: linkVersion, email: linkEmail } };
  await saveProcessRow(tx, request.id, projection, own, at);
  await saveTasks(tx, request.id, before.tasks, request.tasks);
  const told = tellChanges(outcome.audit, requestChanges(before, request));
  const lines = await sealPersonal((sql) => tx.$queryRaw(sql), seal, told, at);
  await appendAudit(tx, lines, { at, actor, processId: request.id, caf: request.caf });
  await enqueueMails(tx, outcome.mails, { at, processId: request.id, caf: request.caf });
  await runWrites(tx, resendWrites(outcome.resends, { at, processId: request.id, linkVersion: request.linkVersion }));
}

export interface SubmittedRequest {
  processId: string;
  requestId: string;
  reference: string;
  state: RequestState;
}

/**
 * Submits a valid form in one transaction; its workflow is started after the commit, or by the sweep. REQ-20: when the SIRET has an
 * open request, throws DEMANDE_DEJA_OUVERTE (409), which says nothing about it; its address is told, once a day at most.
 */
export async function submitAccessRequest(
  database: Database,
  form: RequestForm,
  context: Context,
): Promise<SubmittedRequest> {
  const submitted = await database
    .$transaction((tx) => insertRequest(tx, form, context), { maxWait: 2_500, timeout: 4_000 })
    .catch((error: unknown) => {
      // the lock below makes two submissions queue; the index holds whatever comes round it
      if (['one_open_request', 'one_open_process'].includes(brokenConstraint(error) ?? ''))
        return 'alreadyOpen' as const;
      throw error;
    });
  if (submitted === 'alreadyOpen') throw requestAlreadyOpen();
  return submitted;
}

/**
 * Inserts the request, its process, task, journal and mail in the caller's transaction. `alreadyOpen`: the SIRET has an open request,
 * whose address is told; the caller commits, then refuses with `requestAlreadyOpen`.
 */
export async function insertRequest(
  tx: Transaction,
  form: RequestForm,
  context: Context,
): Promise<SubmittedRequest | 'alreadyOpen'> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`accessRequest:${form.siret}`}, 0))`;
  const earlier = await tx.process.findMany({
    where: { type: 'accessRequest', businessKey: form.siret },
    select: { id: true, closedAt: true },
  });
  const open = earlier.find((process) => process.closedAt === null);
  if (open !== undefined) {
    await tellHolder(tx, open.id, context.at);
    return 'alreadyOpen';
  }
  const turn = earlier.length + 1;
  const ids = {
    processId: processId('accessRequest', form.siret, turn),
    requestId: newId(),
    reference: requestReference(newId(), context.at),
    linkRef: newId(),
    cafproChannel: (await cafSettings(tx, form.caf)).cafproChannel,
  };
  const outcome = submitRequest(form, ids, context);
  await insertRows(tx, outcome, turn, projectRequest(outcome.request, context.policy), context);
  return { processId: ids.processId, requestId: ids.requestId, reference: ids.reference, state: outcome.request.state };
}

async function insertRows(
  tx: Transaction,
  outcome: RequestOutcome,
  turn: number,
  projection: RequestProjection,
  { at, actor }: Context,
): Promise<void> {
  const { request } = outcome;
  const closedAt = projection.ended ? at : null;
  const json = (value: unknown) => JSON.parse(JSON.stringify(value));
  const { caf, label, state, facts, linkRef, linkEmail, createdBy } = request;
  const own = { caf, label, state, facts, linkRef, linkEmail, createdBy, projection };
  await tx.$executeRaw(
    processInsert(newProcessRow({ type: 'accessRequest', businessKey: request.form.siret, turn, ...own }, at)),
  );
  await tx.accessRequest.create({
    data: {
      id: request.requestId,
      processId: request.id,
      reference: request.reference,
      caf: request.caf,
      siret: request.form.siret,
      form: json(request.form),
      state: request.state,
      decision: request.decision === null ? undefined : json(request.decision),
      exchanges: json(request.exchanges),
      createdAt: at,
      closedAt,
    },
  });
  await saveTasks(tx, request.id, [], request.tasks);
  await appendAudit(tx, outcome.audit, { at, actor, processId: request.id, caf: request.caf });
  await enqueueMails(tx, outcome.mails, { at, processId: request.id, caf: request.caf });
}

async function tellHolder(tx: Transaction, id: string, at: Date): Promise<void> {
  const open = await loadRequest(tx, id);
  if (open === null) return;
  const { audit, mails } = tellOpenOne(open, at);
  await appendAudit(tx, audit, { at, actor: PROCESS_ACTOR, processId: id, caf: open.caf });
  await enqueueMails(tx, mails, { at, processId: id, caf: open.caf });
}
