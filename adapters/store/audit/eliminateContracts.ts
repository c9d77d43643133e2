import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { AuditDraft } from '../../../domain/decision/journal.ts';
import { DOCUMENT_LABELS, type DocumentKind, FINAL_STATES } from '../../../domain/document/types.ts';
import { documentRemoved } from '../../../domain/operations/lines.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { appendAudit } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import type { Elimination } from './eliminate.ts';
import type { HeadSigner } from './head.ts';
import type { Kept } from './heads.ts';
import { verifyAudit } from './verify.ts';

const REMOVING_MS = 600_000;

/** What a removal took, and how many documents that are over had to stay for something that stays. */
export interface RemovedContracts {
  documents: number;
  signatures: number;
  versions: number;
  held: number;
}

interface Over {
  id: string;
  kind: DocumentKind;
  number: string | null;
  siret: string;
  caf: string;
  processId: string | null;
  conventionId: string | null;
  contratId: string | null;
  /** somebody still has a service by it */
  serves: boolean;
  signatures: number;
  versions: number;
}

/**
 * Removes contracts that were over before an instant, with their signatures, every version of them, and the services, groups and memberships that
 * rested on them (S7, docs/retention.md); a line of the sealed journal tells each, with its visa. What something that stays rests on
 * stays: the convention of a bulletin in force, a bulletin whose service is open. Null: nothing to remove. Only the owner of the schema may.
 * Throws for a journal that is not as it was written: it is to vouch for the removal.
 */
export async function eliminateContracts(
  owner: Database,
  signer: HeadSigner,
  kept: Kept,
  { before, visa, by, at }: Elimination,
): Promise<RemovedContracts | null> {
  const { fault } = await verifyAudit(owner, signer, kept);
  if (fault !== null) throw new Error(`The journal is not as it was written (${fault.what}): nothing is removed.`);
  return owner.$transaction(
    async (tx) => {
      const over = await documentsOver(tx, before);
      const gone = await withoutHeld(tx, over);
      if (gone.length === 0) return null;
      const ids = gone.map(({ id }) => id);
      await keepers(tx, 'DISABLE');
      await removeWhatRested(tx, ids);
      const signatures = await tx.$executeRaw`DELETE FROM signature WHERE document_id = ANY(${ids})`;
      const versions = await tx.$executeRaw`DELETE FROM document_version WHERE document_id = ANY(${ids})`;
      const documents = await tx.$executeRaw`DELETE FROM document WHERE id = ANY(${ids})`;
      await keepers(tx, 'ENABLE');
      for (const one of gone)
        await appendAudit(tx, [lineOf(one, { visa, by, before })], {
          ...{ at, actor: PROCESS_ACTOR, processId: one.processId, caf: one.caf },
        });
      return { documents, signatures, versions, held: over.length - gone.length };
    },
    { timeout: REMOVING_MS },
  );
}

/** Documents that ended before then, their dossier too: one that was never in force with its dossier. */
function documentsOver(tx: Transaction, before: Date): Promise<Over[]> {
  return tx.$queryRaw<Over[]>(Prisma.sql`
    SELECT d.id, d.kind, d.number, d.siret, d.caf, d.process_id AS "processId", d.convention_id AS "conventionId", d.contrat_id AS "contratId",
      EXISTS (SELECT 1 FROM opened_service o WHERE o.bulletin_id = d.id AND o.state <> 'FERMEE') AS serves,
      (SELECT count(*)::int FROM signature s WHERE s.document_id = d.id) AS signatures,
      (SELECT count(*)::int FROM document_version v WHERE v.document_id = d.id) AS versions
    FROM document d LEFT JOIN process p ON p.id = d.process_id
    WHERE d.state = ANY(${[...FINAL_STATES]}::text[]) AND coalesce(d.closed_at, p.closed_at, d.created_at) < ${before}
      AND (p.id IS NULL OR p.closed_at < ${before})
    ORDER BY d.created_at, d.id FOR UPDATE OF d`);
}

/** … of those, what nothing that stays rests on. */
async function withoutHeld(tx: Transaction, over: readonly Over[]): Promise<Over[]> {
  const others = await tx.$queryRaw<Pick<Over, 'conventionId' | 'contratId'>[]>`
    SELECT convention_id AS "conventionId", contrat_id AS "contratId" FROM document WHERE id <> ALL(${over.map(({ id }) => id)})`;
  let going = over.filter(({ serves }) => !serves);
  for (;;) {
    const left = new Set(going.map(({ id }) => id));
    const staying = [...others, ...over.filter(({ id }) => !left.has(id))];
    const needed = new Set(staying.flatMap(({ conventionId, contratId }) => [conventionId, contratId]));
    const next = going.filter(({ id }) => !needed.has(id));
    if (next.length === going.length) return next;
    going = next;
  }
}

/** What refuses every deletion (CONV-13, GRP-20) stands aside for this one alone, which its tables' owner may say; nobody else sees it gone. */
async function keepers(tx: Transaction, turn: 'DISABLE' | 'ENABLE'): Promise<void> {
  for (const [table, keeper] of [
    ['document', 'document_kept'],
    ['document_version', 'document_version_kept'],
    ['signature', 'signature_kept'],
    ['user_group', 'group_kept'],
  ])
    await tx.$executeRawUnsafe(`ALTER TABLE ${table} ${turn} TRIGGER ${keeper}`);
}

async function removeWhatRested(tx: Transaction, ids: string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM opened_service WHERE bulletin_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM membership WHERE group_id IN (SELECT id FROM user_group WHERE convention_id = ANY(${ids}))`;
  await tx.$executeRaw`UPDATE user_group SET parent_id = NULL WHERE convention_id = ANY(${ids})`;
  await tx.$executeRaw`DELETE FROM user_group WHERE convention_id = ANY(${ids})`;
}

function lineOf(
  { id, kind, number, siret, signatures, versions }: Over,
  { visa, by, before }: Omit<Elimination, 'at'>,
): AuditDraft {
  const name = `${DOCUMENT_LABELS[kind]}${number === null ? '' : ` ${number}`}`;
  return {
    ...{ action: 'archives.eliminate', entity: 'document', entityId: id, rule: 'S7' },
    label: documentRemoved(name, { visa, by }),
    before: { kind, number, siret, signatures, versions },
    after: { visa, by, before: before.toISOString() },
  };
}
