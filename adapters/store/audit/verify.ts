import type { Database } from '../prisma.ts';
import type { HeadSigner, SignedHead } from './head.ts';
import { chainedTo, GENESIS, hashOfLine, SEALED_LINE } from './line.ts';

const BATCH = 5_000;

/** What is wrong, at the first line where something is. */
export type AuditFault =
  | { what: 'changed' | 'removed' | 'chainChanged' | 'cutOff' | 'headChanged'; position: string; lineId: string | null }
  | { what: 'headForged'; position: string; lineId: null };

export interface AuditVerdict {
  /** lines that are sealed and as they were */
  sealed: number;
  /** lines that no head vouches for yet */
  unsealed: number;
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
 * Walks the journal along its chain (S6) and holds it against the signed heads, those of the database and those that were kept outside of
 * it: names the first line that was changed, removed, or cut off with all that followed.
 */
export async function verifyAudit(
  database: Database,
  signer: HeadSigner,
  kept: readonly SignedHead[],
): Promise<AuditVerdict> {
  const stored = await database.auditHead.findMany({ orderBy: { position: 'asc' } });
  const heads = [
    ...kept,
    ...stored.map(({ position, chain, at, keyId, signature }) => ({
      ...{ position: String(position), chain, at: at.toISOString() },
      ...{ keyId, signature },
    })),
  ];
  const forged = heads.find((head) => !signer.verify(head));
  const chains = new Map<string, Set<string>>();
  for (const { position, chain } of heads) chains.set(position, (chains.get(position) ?? new Set()).add(chain));

  let position = 0n;
  let chain = GENESIS;
  const fail = async (what: AuditFault['what'], at: bigint, lineId: bigint | null): Promise<AuditVerdict> => ({
    sealed: Number(position),
    unsealed: await unsealedOf(database),
    fault: { what, position: String(at), lineId: lineId === null ? null : String(lineId) } as AuditFault,
  });
  if (forged !== undefined) return fail('headForged', BigInt(forged.position), null);
  for (let links = await linksAfter(database, 0n); links.length > 0; links = await linksAfter(database, position)) {
    for (const link of links) {
      if (link.position !== position + 1n) return fail('chainChanged', position + 1n, null);
      if (link.fields === null) return fail('removed', link.position, link.lineId);
      if (hashOfLine(link.fields) !== link.hash) return fail('changed', link.position, link.lineId);
      const next = chainedTo(chain, link.hash);
      if (next !== link.chain) return fail('chainChanged', link.position, link.lineId);
      const vouched = chains.get(String(link.position));
      if (vouched !== undefined && [...vouched].some((one) => one !== next))
        return fail('headChanged', link.position, link.lineId);
      position = link.position;
      chain = next;
    }
  }
  const furthest = heads.reduce((most, head) => (BigInt(head.position) > most ? BigInt(head.position) : most), 0n);
  if (furthest > position) return fail('cutOff', position + 1n, null);
  return { sealed: Number(position), unsealed: await unsealedOf(database), fault: null };
}

function linksAfter(database: Database, position: bigint): Promise<Link[]> {
  return database.$queryRaw<Link[]>`
    SELECT c.position, c.line_id AS "lineId", c.hash, c.chain, CASE WHEN l.id IS NULL THEN NULL ELSE ${SEALED_LINE} END AS fields
      FROM audit_chain c LEFT JOIN audit_line l ON l.id = c.line_id
      WHERE c.position > ${position} ORDER BY c.position LIMIT ${BATCH}`;
}

async function unsealedOf(database: Database): Promise<number> {
  const [row] = await database.$queryRaw<{ lines: number }[]>`
    SELECT count(*)::int AS lines FROM audit_line l WHERE NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.line_id = l.id)`;
  return row?.lines ?? 0;
}
