import type { Database } from '../prisma.ts';
import type { SignedHead } from './head.ts';

/** A restore to an earlier instant lost what heads that were kept outside vouch for, from `position` on; all before it is as it was. */
export interface RestoredFault {
  what: 'restored';
  position: string;
  /** the line that tells the restore */
  lineId: string;
  /** the instant that the journal was restored to, and when that was done */
  factsOf: Date;
  at: Date;
  /** heads that are contradicted, and when the first and the last of them were signed */
  lost: { heads: number; from: string; to: string };
}

type Restore = Pick<RestoredFault, 'lineId' | 'factsOf' | 'at'>;

/** Heads that may vouch for what a restore lost: signed between the instant that it went back to and the restore itself, and known outside alone. */
export interface PerhapsLost {
  /** all others, which hold whatever was restored */
  held: SignedHead[];
  /** what the journal chains to at a place */
  look(position: string, chain: string): void;
  /** once it was walked to its end, there: which restore lost something */
  fault(end: bigint): RestoredFault | null;
}

export async function perhapsLost(
  database: Database,
  kept: readonly SignedHead[],
  stored: readonly SignedHead[],
): Promise<PerhapsLost> {
  const restores = await toldRestores(database);
  const own = new Set(stored.map(({ signature }) => signature));
  const restoreOf = ({ at, signature }: SignedHead) =>
    own.has(signature) ? undefined : restores.find((one) => one.factsOf < new Date(at) && new Date(at) < one.at);
  const suspects = new Map<string, SignedHead[]>();
  const held = [...stored];
  for (const head of kept)
    if (restoreOf(head) === undefined) held.push(head);
    else suspects.set(head.position, [...(suspects.get(head.position) ?? []), head]);
  const astray: SignedHead[] = [];
  return {
    held,
    look(position, chain) {
      for (const head of suspects.get(position) ?? []) if (head.chain !== chain) astray.push(head);
    },
    fault(end) {
      for (const heads of suspects.values()) astray.push(...heads.filter(({ position }) => BigInt(position) > end));
      const [first, ...others] = astray.sort((a, b) => a.at.localeCompare(b.at));
      const restore = first === undefined ? undefined : restoreOf(first);
      if (first === undefined || restore === undefined) return null;
      const lost = { heads: astray.length, from: first.at, to: others.at(-1)?.at ?? first.at };
      return { what: 'restored', position: first.position, ...restore, lost };
    },
  };
}

/** Restores that the journal tells (`adapters/temporal/reconcile.ts`), with the instant that each went back to. */
function toldRestores(database: Database): Promise<Restore[]> {
  return database.$queryRaw<Restore[]>`
    SELECT id::text AS "lineId", (after ->> 'factsOf')::timestamptz AS "factsOf", at
      FROM audit_line WHERE action = 'restore.all' AND after ->> 'factsOf' IS NOT NULL ORDER BY id`;
}
