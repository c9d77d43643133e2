import { appendFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Logger } from '../../logger.ts';
import type { Database } from '../prisma.ts';
import type { HeadSigner, SignedHead } from './head.ts';
import { sealNext } from './seal.ts';

const headSchema = z.object({
  position: z.string().regex(/^\d+$/),
  chain: z.string(),
  at: z.string(),
  keyId: z.string(),
  signature: z.string(),
});

/** Heads that were kept in a file, one a line, oldest first; none where there is no file. Throws for a line that is none. */
export async function readHeads(file: string): Promise<SignedHead[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => headSchema.parse(JSON.parse(line)));
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
        await appendFile(file, `${JSON.stringify(head)}\n`, { mode: 0o600 });
      }
    } catch (error) {
      log.warn({ err: error }, 'the journal could not be sealed');
    }
  };
}
