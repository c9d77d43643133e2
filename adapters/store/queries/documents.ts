import { cafName } from '../../../domain/caf/cafs.ts';
import { roleWords } from '../../../domain/decision/actorWords.ts';
import { CHANGED } from '../../../domain/decision/changes.ts';
import type { PrintableContext } from '../../../domain/document/printable.ts';
import type { ContractDocument, DocumentContent, DocumentVersion } from '../../../domain/document/types.ts';
import { eligibilityFormOf } from '../../../domain/esatOnboarding/stored.ts';
import { DOSSIER_TYPES, type DossierType } from '../../../domain/kinds.ts';
import type { Database } from '../prisma.ts';
import { type Row, toDocument } from '../rows.ts';
import { decodeCursor, type Page, sortedBy } from './cursor.ts';

export interface FoundDocument {
  document: ContractDocument;
  /** that manages the partner: it acts; the one that signed keeps reading (DEL-7b) */
  caf: string;
  readerCafs: string[];
  partnerId: string;
  /** process whose commands reach this document: its own, or the latest dossier of its partner */
  process: { id: string; type: DossierType } | null;
}

/** A document with its signatures and who may see it. */
export async function documentById(db: Database, id: string): Promise<FoundDocument | null> {
  const [row] = await db.$queryRaw<
    { document: Row; process_id: string | null; type: DossierType | null; caf: string; readers: string[] }[]
  >`
    SELECT to_jsonb(d) || jsonb_build_object('signatures',
        (SELECT coalesce(jsonb_agg(to_jsonb(s) ORDER BY s.at, s.id), '[]') FROM signature s WHERE s.document_id = d.id)) AS document,
      p.id AS process_id, p.type, r.caf, r.reader_cafs AS readers
    FROM document d JOIN partner r ON r.id = d.partner_id LEFT JOIN LATERAL (
      SELECT id, type FROM process q WHERE q.id = d.process_id
        OR (d.process_id IS NULL AND q.partner_id = d.partner_id AND q.caf = r.caf AND q.type = ANY(${[...DOSSIER_TYPES]}))
      ORDER BY (q.closed_at IS NULL) DESC, q.created_at DESC LIMIT 1) p ON true
    WHERE d.id = ${id}`;
  if (row === undefined) return null;
  const document = toDocument(row.document);
  return {
    document,
    caf: row.caf,
    readerCafs: [document.caf, ...row.readers],
    partnerId: document.partnerId,
    process: row.process_id === null || row.type === null ? null : { id: row.process_id, type: row.type },
  };
}

const OLDEST_FIRST = sortedBy('createdAt', 'asc');

/** Documents of a partner, oldest first. */
export async function documentsOfPartner(
  db: Database,
  partnerId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ContractDocument>> {
  const [at, id] = decodeCursor(cursor, 'ds') ?? [new Date(0), ''];
  const rows = await db.$queryRaw<{ document: Row }[]>`
    SELECT to_jsonb(d) || jsonb_build_object('signatures',
        (SELECT coalesce(jsonb_agg(to_jsonb(s) ORDER BY s.at, s.id), '[]') FROM signature s WHERE s.document_id = d.id)) AS document
    FROM document d WHERE d.partner_id = ${partnerId} AND (d.created_at, d.id) > (${at}, ${id}) ORDER BY d.created_at, d.id LIMIT ${limit + 1}`;
  return OLDEST_FIRST.page(
    rows.map((row) => toDocument(row.document)),
    limit,
  );
}

/** Every version of a document that was kept, oldest first; of a draft that was rewritten, as it became. */
export async function documentVersions(db: Database, documentId: string): Promise<DocumentVersion[]> {
  const rows = await db.documentVersion.findMany({
    where: { documentId },
    orderBy: [{ version: 'asc' }, { revision: 'desc' }],
    distinct: ['version'],
    select: { version: true, siret: true, content: true, at: true },
  });
  return rows.map((row) => ({ ...row, content: row.content as DocumentContent }));
}

/** Parties and history of a document, for its print. */
export async function printContext(db: Database, document: ContractDocument): Promise<PrintableContext> {
  const [partner, convention, process, lines] = await Promise.all([
    db.partner.findUniqueOrThrow({
      where: { id: document.partnerId },
      select: { raisonSociale: true, address: true, email: true, phone: true },
    }),
    document.conventionId === null
      ? null
      : db.document.findUnique({ where: { id: document.conventionId }, select: { number: true } }),
    document.processId === null
      ? null
      : db.process.findUnique({ where: { id: document.processId }, select: { facts: true } }),
    db.auditLine.findMany({
      where: { entity: 'document', entityId: document.id, action: { not: CHANGED } },
      orderBy: { id: 'asc' },
      take: 500,
      select: { at: true, label: true, actorId: true, actorRole: true },
    }),
  ]);
  const names = await actorNames(
    db,
    lines.map((line) => line.actorId),
  );
  return {
    partner,
    caf: { code: document.caf, name: cafName(document.caf) },
    conventionNumber: convention?.number ?? null,
    eligibility: eligibilityFormOf(process?.facts),
    history: lines.map((line) => ({
      at: line.at,
      what: line.label,
      who: names.get(line.actorId) ?? roleWords(line.actorRole),
    })),
  };
}

/** Names of people by id, for timelines; a process or a link's holder has none. */
export async function actorNames(db: Database, ids: readonly string[]): Promise<Map<string, string>> {
  const users = await db.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(users.map((user) => [user.id, `${user.firstName} ${user.lastName}`]));
}
