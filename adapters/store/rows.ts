import type { ContractDocument, DocumentContent, Signature } from '../../domain/document/types.ts';
import type { Dossier, DossierFlag, DossierPeople, Facts, OpenedService } from '../../domain/dossier/types.ts';
import type { ServiceCode, ServiceState } from '../../domain/service/services.ts';
import type { Task, TaskKind, TaskState } from '../../domain/task/kinds.ts';

/** Rows as PostgreSQL's `to_jsonb` gives them, and their way to and from the domain's shapes. */
export type Row = Record<string, unknown>;

const text = (row: Row, key: string) => row[key] as string;
const orNull = (row: Row, key: string) => (row[key] ?? null) as string | null;
const instant = (row: Row, key: string) => (row[key] == null ? null : new Date(row[key] as string));
const iso = (at: Date | null) => at?.toISOString() ?? null;

export function toDocument(row: Row): ContractDocument {
  return {
    id: text(row, 'id'),
    kind: row.kind as ContractDocument['kind'],
    service: orNull(row, 'service') as ServiceCode | null,
    partnerId: text(row, 'partner_id'),
    caf: text(row, 'caf'),
    siret: text(row, 'siret'),
    number: orNull(row, 'number'),
    origin: row.origin as ContractDocument['origin'],
    state: row.state as ContractDocument['state'],
    version: row.version as number,
    content: row.content as DocumentContent,
    processId: orNull(row, 'process_id'),
    conventionId: orNull(row, 'convention_id'),
    contratId: orNull(row, 'contrat_id'),
    replacesId: orNull(row, 'replaces_id'),
    reason: orNull(row, 'reason'),
    motif: orNull(row, 'motif') as ContractDocument['motif'],
    partnerSince: instant(row, 'partner_since'),
    remindersSent: row.reminders_sent as number,
    sentAt: instant(row, 'sent_at'),
    completedAt: instant(row, 'completed_at'),
    signedAt: instant(row, 'signed_at'),
    activatedAt: instant(row, 'activated_at'),
    closedAt: instant(row, 'closed_at'),
    createdAt: new Date(text(row, 'created_at')),
    signatures: ((row.signatures as Row[] | undefined) ?? []).map(toSignature),
  };
}

function toSignature(row: Row): Signature {
  return {
    id: text(row, 'id'),
    version: row.version as number,
    party: row.party as Signature['party'],
    name: text(row, 'name'),
    function: text(row, 'function'),
    contentHash: text(row, 'content_hash'),
    at: new Date(text(row, 'at')),
    ip: orNull(row, 'ip'),
    voidedAt: instant(row, 'voided_at'),
  };
}

export function fromDocument(document: ContractDocument): Row {
  return {
    id: document.id,
    kind: document.kind,
    service: document.service,
    partner_id: document.partnerId,
    caf: document.caf,
    siret: document.siret,
    number: document.number,
    origin: document.origin,
    state: document.state,
    version: document.version,
    content: document.content,
    process_id: document.processId,
    convention_id: document.conventionId,
    contrat_id: document.contratId,
    replaces_id: document.replacesId,
    reason: document.reason,
    motif: document.motif,
    partner_since: iso(document.partnerSince),
    reminders_sent: document.remindersSent,
    sent_at: iso(document.sentAt),
    completed_at: iso(document.completedAt),
    signed_at: iso(document.signedAt),
    activated_at: iso(document.activatedAt),
    closed_at: iso(document.closedAt),
    created_at: iso(document.createdAt),
  };
}

export function fromSignature(documentId: string, signature: Signature): Row {
  return {
    id: signature.id,
    document_id: documentId,
    version: signature.version,
    party: signature.party,
    name: signature.name,
    function: signature.function,
    content_hash: signature.contentHash,
    at: iso(signature.at),
    ip: signature.ip,
    voided_at: iso(signature.voidedAt),
  };
}

export function toTask(row: Row): Task {
  return {
    id: text(row, 'id'),
    kind: row.kind as TaskKind,
    subject: text(row, 'subject'),
    caf: text(row, 'caf'),
    role: 'agent',
    assigneeId: orNull(row, 'assignee_id'),
    reason: text(row, 'reason'),
    due: new Date(text(row, 'due')),
    state: row.state as TaskState,
    outcome: orNull(row, 'outcome'),
    fields: (row.fields ?? null) as Record<string, unknown> | null,
    completedBy: orNull(row, 'completed_by'),
    createdAt: new Date(text(row, 'created_at')),
    completedAt: instant(row, 'completed_at'),
  };
}

export function fromTask(processId: string, task: Task): Row {
  return {
    id: task.id,
    kind: task.kind,
    process_id: processId,
    subject: task.subject,
    caf: task.caf,
    role: task.role,
    assignee_id: task.assigneeId,
    reason: task.reason,
    due: iso(task.due),
    state: task.state,
    outcome: task.outcome,
    fields: task.fields,
    completed_by: task.completedBy,
    created_at: iso(task.createdAt),
    completed_at: iso(task.completedAt),
  };
}

export function toService(row: Row): OpenedService {
  return {
    id: text(row, 'id'),
    service: row.service as ServiceCode,
    bulletinId: text(row, 'bulletin_id'),
    processId: orNull(row, 'process_id'),
    state: row.state as ServiceState,
    opensOn: text(row, 'opens_on'),
    openedAt: instant(row, 'opened_at'),
    closedAt: instant(row, 'closed_at'),
    reason: orNull(row, 'reason'),
    suspendedAt: instant(row, 'suspended_at'),
    suspendedUntil: instant(row, 'suspended_until'),
    suspendedBy: orNull(row, 'suspended_by'),
  };
}

export function fromService(dossier: Dossier, service: OpenedService): Row {
  return {
    id: service.id,
    partner_id: dossier.partner.id,
    caf: dossier.caf,
    service: service.service,
    bulletin_id: service.bulletinId,
    process_id: service.processId,
    state: service.state,
    opens_on: service.opensOn,
    opened_at: iso(service.openedAt),
    closed_at: iso(service.closedAt),
    reason: service.reason,
    suspended_at: iso(service.suspendedAt),
    suspended_until: iso(service.suspendedUntil),
    suspended_by: service.suspendedBy,
  };
}

/** A dossier from its rows: its own documents and tasks, and what is in force beside it. */
export function toDossier(
  process: Row,
  partner: Row,
  documents: Row[],
  services: Row[],
  tasks: Row[],
  people: DossierPeople,
): Dossier {
  const all = documents.map(toDocument);
  const id = text(process, 'id');
  const state = text(process, 'state');
  return {
    id,
    type: process.type as Dossier['type'],
    caf: text(process, 'caf'),
    readerCaf: orNull(process, 'reader_caf'),
    label: text(process, 'label'),
    campaignId: orNull(process, 'campaign_id'),
    opened: process.workflow_started_at != null,
    endedAs: process.closed_at == null ? null : (state as string),
    incident: orNull(process, 'incident'),
    flags: process.flags as DossierFlag[],
    linkRef: text(process, 'link_ref'),
    linkVersion: process.link_version as number,
    linkEmail: (process.link_email as string | null) ?? '',
    createdAt: new Date(text(process, 'created_at')),
    createdBy: text(process, 'created_by'),
    partner: {
      id: text(partner, 'id'),
      siret: text(partner, 'siret'),
      raisonSociale: text(partner, 'raison_sociale'),
      address: text(partner, 'address'),
      email: text(partner, 'email'),
      phone: text(partner, 'phone'),
      departments: partner.departments as string[],
      referenceTiersi: orNull(partner, 'reference_tiersi'),
    },
    facts: process.facts as Facts,
    documents: all.filter((document) => document.processId === id && document.origin === 'PASSERELLE'),
    inForce: all.filter(({ processId, origin, state }) =>
      processId === id ? origin === 'REPRISE' : state === 'ACTIF',
    ),
    frames: all.filter((document) => document.processId !== id && document.state !== 'ACTIF'),
    services: services.map(toService),
    tasks: tasks.map(toTask),
    people,
  };
}
