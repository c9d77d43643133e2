import { caseChanges } from '../../../domain/case/changes.ts';
import { caseKind } from '../../../domain/case/kinds.ts';
import type { Case, CaseDecision, CaseProjection, CaseType } from '../../../domain/case/types.ts';
import type { Actor } from '../../../domain/decision/actor.ts';
import { tellChanges } from '../../../domain/decision/changes.ts';
import { peopleChanges } from '../../../domain/people/changes.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import type { Seal } from '../../identity/sealed.ts';
import { sealPersonal } from '../audit/sealedChanges.ts';
import { appendAudit, enqueueMails } from '../journal.ts';
import { movePartner } from '../partner/movePartner.ts';
import { eraseAccounts } from '../people/erase.ts';
import { tellToLook } from '../people/peopleProcesses.ts';
import { loadRoster, saveRoster } from '../people/rosterStore.ts';
import { staffRoster } from '../people/staffRoster.ts';
import type { Transaction } from '../prisma.ts';
import { saveProcessRow } from '../processRow.ts';
import { ofPartner } from '../queries/foundBy.ts';
import type { Row } from '../rows.ts';
import { toTask } from '../rows.ts';
import { saveTasks } from '../taskRows.ts';

/** Loads a case as a whole, with the people that it touches and those `named`, under its partner's lock; null when there is none. */
export async function loadCase(tx: Transaction, processId: string, named: readonly string[]): Promise<Case | null> {
  const [row] = await tx.$queryRaw<
    {
      process: Row;
      tasks: Row[];
      held: string[];
      reach: string[] | null;
      conventions: { number: string | null; caf: string }[];
      over: boolean | null;
    }[]
  >`
    SELECT to_jsonb(p) AS process,
      CASE WHEN p.type = 'securityIncident' THEN (SELECT coalesce(jsonb_agg(DISTINCT held), '[]') FROM ${ofPartner('process', Prisma.sql`p.partner_id`)} o, jsonb_array_elements(o.facts -> 'suspended') held
        WHERE o.type = p.type AND o.closed_at IS NULL AND o.id <> p.id) ELSE '[]' END AS held,
      (SELECT i.closed_at IS NOT NULL FROM process i WHERE i.id = p.facts ->> 'incidentId' AND p.type = 'serviceSuspension') AS over,
      CASE WHEN p.type = 'cnaTransfer' THEN (SELECT coalesce(jsonb_agg(DISTINCT d.code), '[]') FROM ${ofPartner('document', Prisma.sql`p.partner_id`)} b, jsonb_array_elements_text(b.content -> 'departments') AS d (code)
        WHERE b.kind IN ('BULLETIN', 'CONVENTION') AND b.state = 'ACTIF') END AS reach,
      CASE WHEN p.type = 'cnaTransfer' THEN (SELECT coalesce(jsonb_agg(jsonb_build_object('number', c.number, 'caf', c.caf) ORDER BY c.activated_at, c.id), '[]')
        FROM ${ofPartner('document', Prisma.sql`p.partner_id`)} c WHERE c.kind = 'CONVENTION' AND c.state = 'ACTIF') ELSE '[]' END AS conventions,
      (SELECT coalesce(jsonb_agg(to_jsonb(t) ORDER BY t.created_at, t.id), '[]') FROM task t WHERE t.process_id = p.id) AS tasks
    FROM process p WHERE p.id = ${processId}`;
  if (row === undefined) return null;
  const { process, tasks } = row;
  const type = process.type as CaseType;
  const accountIds = [...caseKind(type).peopleOf(process.facts), ...named];
  const roster =
    process.partner_id === null
      ? await staffRoster(tx, process.caf as string, accountIds)
      : await loadRoster(tx, process.partner_id as string, { accountIds, emails: [] });
  if (roster === null) return null;
  return {
    id: processId,
    type,
    caf: process.caf as string,
    label: process.label as string,
    state: process.state as string,
    opened: process.workflow_started_at != null,
    ended: process.closed_at != null,
    incident: (process.incident ?? null) as string | null,
    createdAt: new Date(process.created_at as string),
    createdBy: process.created_by as string,
    facts: process.facts,
    tasks: tasks.map(toTask),
    roster,
    heldElsewhere: row.held,
    ...(row.over === null ? {} : { incidentClosed: row.over }),
    ...(row.reach === null ? {} : { contracts: { departments: row.reach, conventions: row.conventions } }),
  };
}

/** Saves what a decision changed: the case, its tasks, its partner's people, its journal and mails. */
export async function saveCase(
  tx: Transaction,
  before: Case,
  decision: CaseDecision,
  projection: CaseProjection,
  at: Date,
  actor: Actor,
  seal: Seal,
): Promise<void> {
  const { case: after, people, mails, audit, move, leaves } = decision;
  await saveTasks(tx, after.id, before.tasks, after.tasks);
  await saveRoster(tx, before.roster, people, { at, actor, seal, processId: after.id, toldElsewhere: true });
  const { facts, incident, opened } = after;
  await saveProcessRow(tx, after.id, projection, { facts, incident, opened }, at);
  if (move !== null) await movePartner(tx, after.roster.partner.id, move, { at, processId: after.id });
  // what the incident suspends opens again with its end (§11)
  if (after.type === 'securityIncident' && after.ended && !before.ended) {
    const { id: partnerId } = after.roster.partner;
    await tellToLook(tx, { partnerId, userIds: [], except: after.id, types: ['serviceSuspension'] }, at);
  }
  const context = { at, processId: after.id, caf: after.caf };
  // one act, one look: what it changed of people stands on its lines, whichever of both rooms told them
  const changes = [...caseChanges(before, after), ...peopleChanges(before.roster, people.roster)];
  const told = tellChanges([...people.audit, ...audit], changes);
  const lines = await sealPersonal((sql) => tx.$queryRaw(sql), seal, told, at);
  await appendAudit(tx, lines, { ...context, actor });
  await enqueueMails(tx, mails, context);
  if (leaves.accounts.length > 0) await eraseAccounts(tx, leaves.accounts, at);
  if (leaves.files.length > 0)
    await tx.attachment.deleteMany({ where: { processId: after.id, id: { in: leaves.files } } });
}
