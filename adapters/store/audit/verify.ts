import type { Database } from '../prisma.ts';
import { type Checkpoint, type HeadSigner, isOurs, type SignedHead } from './head.ts';
import type { Kept } from './heads.ts';
import { chainedTo, GENESIS, hashOfLine, SEALED_LINE } from './line.ts';
import { perhapsLost, type RestoredFault } from './restores.ts';

const BATCH = 5_000;

/** What is wrong, at the first line where something is. */
export type AuditFault =
  | { what: 'changed' | 'removed' | 'chainChanged' | 'cutOff' | 'headChanged'; position: string; lineId: string | null }
  | { what: 'headForged' | 'checkpointForged' | 'checkpointLost'; position: string; lineId: null }
  | RestoredFault;

export interface AuditVerdict {
  /** lines that are sealed and as they were */
  sealed: number;
  /** lines that no head vouches for yet */
  unsealed: number;
  /** when the oldest of those was written; null: there is none */
  unsealedSince: Date | null;
  /**
   * numbers given to lines since the newest one that is sealed which bear none, « 17-19 »: an act that was undone or is still under way, or
   * lines that were cut off before any head vouched for them
   */
  withoutLine: string[];
  /** lines that were removed by an act with its visa */
  eliminated: number;
  /** heads by keys that are not there any more: a younger one of a key that is vouches for what they say */
  formerHeads: number;
  fault: AuditFault | null;
}

interface Link {
  position: bigint;
  lineId: bigint;
  hash: string;
  chain: string;
  fields: (string | null)[] | null;
}

/**
 * Walks the journal along its chain (S6), from its last checkpoint on, and holds it against the signed heads, those of the database and those
 * that were kept outside of it: names the first line that was changed, removed, or cut off with all that followed.
 */
export async function verifyAudit(database: Database, signer: HeadSigner, kept: Kept): Promise<AuditVerdict> {
  const stored = await storedHeads(database);
  const heads = [...kept.heads, ...stored];
  const removals = await storedCheckpoints(database);
  const [start] = removals.slice(-1);
  let position = BigInt(start?.position ?? 0);
  let chain = start?.chain ?? GENESIS;
  const told = await notSealed(database);
  const eliminated = removals.reduce((sum, { lines }) => sum + Number(lines), 0);
  const verdict = (fault: AuditFault | null): AuditVerdict => ({
    sealed: Number(position - BigInt(start?.position ?? 0)),
    ...told,
    eliminated,
    formerHeads: heads.filter(({ keyId }) => !signer.knows(keyId)).length,
    fault,
  });
  const fail = (what: AuditFault['what'], at: bigint | string, lineId: bigint | null) =>
    verdict({ what, position: String(at), lineId: lineId === null ? null : String(lineId) } as AuditFault);

  const checkpoint = [...kept.checkpoints, ...removals].find((one) => !isOurs(signer, one));
  if (checkpoint !== undefined) return fail('checkpointForged', checkpoint.position, null);
  const gone = kept.checkpoints.find((one) => !removals.some(({ signature }) => signature === one.signature));
  if (gone !== undefined) return fail('checkpointLost', gone.position, null);
  const vouched = heads.reduce(
    (most, head) => (signer.verify(head) && BigInt(head.position) > most ? BigInt(head.position) : most),
    -1n,
  );
  // a key that was taken out says nothing; its heads are held to the chain, for which one that is known vouches as far as it reaches
  const forged = heads.find(
    (head) => !signer.verify(head) && (signer.knows(head.keyId) || BigInt(head.position) > vouched),
  );
  if (forged !== undefined) return fail('headForged', forged.position, null);
  const lost = await perhapsLost(database, kept.heads, stored);
  const chains = new Map<string, Set<string>>();
  for (const { position, chain } of lost.held) chains.set(position, (chains.get(position) ?? new Set()).add(chain));
  const unlike = (at: bigint, is: string) => [...(chains.get(String(at)) ?? [])].some((one) => one !== is);
  if (unlike(position, chain)) return fail('headChanged', position, null);

  for (let links = await linksAfter(database, -1n); links.length > 0; links = await linksAfter(database, position)) {
    for (const link of links) {
      if (link.position !== position + 1n) return fail('chainChanged', position + 1n, null);
      if (link.fields === null) return fail('removed', link.position, link.lineId);
      if (hashOfLine(link.fields) !== link.hash) return fail('changed', link.position, link.lineId);
      const next = chainedTo(chain, link.hash);
      if (next !== link.chain) return fail('chainChanged', link.position, link.lineId);
      if (unlike(link.position, next)) return fail('headChanged', link.position, link.lineId);
      lost.look(String(link.position), next);
      position = link.position;
      chain = next;
    }
  }
  const furthest = lost.held.reduce((most, head) => (BigInt(head.position) > most ? BigInt(head.position) : most), 0n);
  return furthest > position ? fail('cutOff', position + 1n, null) : verdict(lost.fault(position));
}

async function storedHeads(database: Database): Promise<SignedHead[]> {
  const rows = await database.auditHead.findMany({ orderBy: { position: 'asc' } });
  return rows.map(({ position, chain, at, keyId, signature }) => ({
    ...{ position: String(position), chain, at: at.toISOString() },
    ...{ keyId, signature },
  }));
}

async function storedCheckpoints(database: Database): Promise<Checkpoint[]> {
  const rows = await database.auditCheckpoint.findMany({ orderBy: { position: 'asc' } });
  return rows.map(({ position, lines, at, ...one }) => ({
    ...one,
    ...{ position: String(position), lines: String(lines), at: at.toISOString() },
  }));
}

/** The next links of the chain after a place. */
function linksAfter(database: Database, position: bigint): Promise<Link[]> {
  return database.$queryRaw<Link[]>`
    SELECT c.position, c.line_id AS "lineId", c.hash, c.chain, CASE WHEN l.id IS NULL THEN NULL ELSE ${SEALED_LINE} END AS fields
      FROM audit_chain c LEFT JOIN audit_line l ON l.id = c.line_id
      WHERE c.position > ${position} ORDER BY c.position LIMIT ${BATCH}`;
}

/** Gaps that are told one by one. */
const TOLD = 20;

/** What no head vouches for yet: lines, and numbers without one. */
async function notSealed(database: Database) {
  const [lines] = await database.$queryRaw<{ unsealed: number; since: Date | null }[]>`
    SELECT count(*)::int AS unsealed, min(coalesce(recorded_at, at)) AS since
      FROM audit_line l WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.line_id = l.id)`;
  const gaps = await database.$queryRaw<{ first: bigint; last: bigint }[]>`
    -- after a removal of all that was sealed, what is left begins with the line that tells it
    WITH newest AS (SELECT coalesce(max(line_id), CASE WHEN EXISTS (SELECT 1 FROM audit_checkpoint) THEN (SELECT min(l.id) - 1 FROM audit_line l) END, 0) AS id
        FROM audit_chain),
      given AS (SELECT CASE WHEN is_called THEN last_value ELSE last_value - 1 END AS id FROM audit_line_id_seq),
      there AS (
        SELECT id FROM newest UNION ALL SELECT l.id FROM audit_line l, newest n WHERE l.id > n.id
        UNION ALL SELECT g.id + 1 FROM given g, newest n WHERE g.id >= n.id),
      pair AS (SELECT id, lead(id) OVER (ORDER BY id) AS next FROM there)
    SELECT id + 1 AS first, next - 1 AS last FROM pair WHERE next > id + 1 ORDER BY id LIMIT ${TOLD}`;
  return {
    unsealed: lines?.unsealed ?? 0,
    unsealedSince: lines?.since ?? null,
    withoutLine: gaps.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)),
  };
}
