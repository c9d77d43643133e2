import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type { Database } from '../prisma.ts';
import type { Checkpoint, HeadSigner, SignedHead } from './head.ts';
import { sealNext } from './seal.ts';

const headSchema = z.object({
  position: z.string().regex(/^\d+$/),
  chain: z.string(),
  at: z.string(),
  keyId: z.string(),
  signature: z.string(),
});

const checkpointSchema = headSchema.extend({ lines: z.string(), visa: z.string(), removedBy: z.string() });

/** What was kept outside the database. */
export interface Kept {
  heads: SignedHead[];
  checkpoints: Checkpoint[];
}

/** Heads and checkpoints that were kept in a file, one a line, oldest first; none where there is no file. Throws for a line that is none. */
export async function readKept(file: string): Promise<Kept> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line !== '');
  const kept: Kept = { heads: [], checkpoints: [] };
  for (const one of lines.map((line): object => JSON.parse(line)))
    if ('visa' in one) kept.checkpoints.push(checkpointSchema.parse(one));
    else kept.heads.push(headSchema.parse(one));
  return kept;
}

/** Writes a head or a checkpoint outside the database. */
export async function keepOutside(file: string, one: SignedHead): Promise<void> {
  await appendFile(file, `${JSON.stringify(one)}\n`, { mode: 0o600 });
}

/**
 * Seals what there is to seal, at most once in `everyMs`, and writes each head outside the database: to the log, and to `file`. Whoever can
 * write to the database can write neither. A failure is told by the log; the next time goes on where this one ended.
 */
export function sealer(
  database: Database,
  { signer, file, log, everyMs }: { signer: HeadSigner; file: string; log: Logger; everyMs: number },
): () => Promise<void> {
  let next = 0;
  return async () => {
    const at = new Date();
    if (at.getTime() < next) return;
    next = at.getTime() + everyMs;
    try {
      for (
        let head = await sealNext(database, signer, at);
        head !== null;
        head = await sealNext(database, signer, at)
      ) {
        log.info({ auditHead: head }, 'journal sealed');
        await keepOutside(file, head);
      }
    } catch (error) {
      log.warn({ err: error }, 'the journal could not be sealed');
    }
  };
}
