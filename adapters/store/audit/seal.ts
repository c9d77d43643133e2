import { Prisma } from '../../../generated/prisma/client.ts';
import type { Database } from '../prisma.ts';
import type { HeadSigner, SignedHead } from './head.ts';
import { chainedTo, GENESIS, hashOfLine, SEALED_LINE } from './line.ts';

/** Lines that one transaction seals. */
const BATCH = 5_000;
const SEALING_MS = 60_000;
/** Of the lock that lets one sealer work at a time. */
export const LOCK = 0x5ea1;

interface Last {
  position: bigint;
  chain: string;
  belowTxid: bigint;
}

/**
 * Seals the next committed lines of the journal (S6) and signs how far it came; null when there is none, or another is at it. Lines are
 * committed in another order than their ids: only those of transactions older than every running one are taken, in the order of their
 * transactions, so that none can come before what is sealed. Doing it again goes on where it ended.
 */
export async function sealNext(
  database: Database,
  signer: HeadSigner,
  at: Date,
  batch = BATCH,
): Promise<SignedHead | null> {
  return database.$transaction(
    async (tx) => {
      const [lock] = await tx.$queryRaw<{ held: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LOCK}) AS held`;
      if (lock?.held !== true) return null;
      const [horizon] = await tx.$queryRaw<
        { xmin: bigint }[]
      >`SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xmin`;
      const [found] = await tx.$queryRaw<
        Last[]
      >`SELECT position, chain, below_txid AS "belowTxid" FROM audit_head ORDER BY position DESC LIMIT 1`;
      const last = found ?? { position: 0n, chain: GENESIS, belowTxid: 0n };
      const xmin = horizon?.xmin ?? 0n;
      // transactions are counted anew in a database that was restored from a dump
      const from = last.belowTxid <= xmin ? last.belowTxid : 0n;
      const lines = await tx.$queryRaw<{ id: bigint; txid: bigint; fields: (string | null)[] }[]>`
        SELECT l.id, l.txid, ${SEALED_LINE} AS fields FROM audit_line l
          WHERE l.txid >= ${from} AND l.txid < ${xmin} AND NOT EXISTS (SELECT 1 FROM audit_chain c WHERE c.line_id = l.id)
          ORDER BY l.txid, l.id LIMIT ${batch}`;
      if (lines.length === 0) return null;
      let { position, chain } = last;
      const rows = lines.map(({ id, fields }) => {
        const hash = hashOfLine(fields);
        position += 1n;
        chain = chainedTo(chain, hash);
        return { position: String(position), line_id: String(id), hash, chain };
      });
      await tx.$executeRaw`INSERT INTO audit_chain (position, line_id, hash, chain)
        SELECT position, line_id, hash, chain FROM jsonb_populate_recordset(null::audit_chain, ${JSON.stringify(rows)}::jsonb)`;
      // of the last transaction of a full batch more lines may follow
      const belowTxid = lines.length < batch ? xmin : (lines.at(-1)?.txid ?? from);
      const head = signer.sign({ position: String(position), chain, at: at.toISOString() });
      await tx.$executeRaw`INSERT INTO audit_head (position, chain, below_txid, at, key_id, signature)
        VALUES (${position}, ${chain}, ${belowTxid}, ${at}, ${head.keyId}, ${head.signature})`;
      return head;
    },
    { timeout: SEALING_MS, isolationLevel: Prisma.TransactionIsolationLevel.ReadCommitted },
  );
}
