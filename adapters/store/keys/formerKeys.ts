import type { EncryptionKey } from '../../keys.ts';
import type { Database } from '../prisma.ts';
import { sealedOtherwise } from './reseal.ts';

/** What another key than the first was used for and still is, in the facts. */
export interface StillNeeding {
  /** rows that another key or form closed, by table */
  sealed: [string, number][];
  /** processes under way with a mailed link that another key made, whose addressee was mailed none of the first since */
  links: number;
  /** heads of the journal by another key that no younger one of the first vouches for */
  heads: number;
  /** removals from the archives: each is believed by the key that signed it, and by no other */
  checkpoints: number;
}

/** Counts what goes on needing a former key (S2). What Temporal needs is asked of Temporal (`adapters/temporal/formerPayloads.ts`). */
export async function stillNeeding(database: Database, keys: readonly EncryptionKey[]): Promise<StillNeeding> {
  const current = keys[0]?.id ?? '';
  const [links] = await database.$queryRaw<{ processes: number }[]>`
    SELECT count(*)::int AS processes FROM process p
      WHERE p.closed_at IS NULL
        AND EXISTS (SELECT 1 FROM mail m WHERE m.process_id = p.id AND m.params ->> 'keyId' <> ${current}
          AND (m.params #>> '{link,version}')::int = p.link_version
          AND NOT EXISTS (SELECT 1 FROM mail n WHERE n.process_id = p.id AND n.params ->> 'keyId' = ${current}
            AND n.recipient = m.recipient AND n.params #>> '{link,version}' = m.params #>> '{link,version}'))`;
  const [heads] = await database.$queryRaw<{ heads: number }[]>`
    SELECT count(*)::int AS heads FROM audit_head
      WHERE position > (SELECT coalesce(max(position), 0) FROM audit_head WHERE key_id = ${current})`;
  const checkpoints = await database.auditCheckpoint.count({ where: { NOT: { keyId: current } } });
  return {
    sealed: await sealedOtherwise(database, keys),
    links: links?.processes ?? 0,
    heads: heads?.heads ?? 0,
    checkpoints,
  };
}
