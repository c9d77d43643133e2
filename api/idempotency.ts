import { idsFrom, newId } from '../adapters/store/ids.ts';
import { leftBehind } from '../adapters/store/patience.ts';
import type { Database } from '../adapters/store/prisma.ts';
import { DomainError } from '../domain/errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { outageOf, RetryLater } from './problem.ts';
import type { Reply } from './route.ts';

/** How long a second call waits for the first one of the same key. */
const PATIENCE_MS = 4_500;
/** A call that left no answer for this long has died with its server. */
const ABANDONED_MS = 60_000;

interface Asked {
  actorId: string;
  key: string;
  bodyHash: string;
  at: Date;
}

/**
 * Runs a creation once per key (R8): the same key and body get the same answer, the same key with another body CLE_REUTILISEE.
 * Only successes are kept: after a refusal the same request may be sent again with the same key, and so after an answer that is unfinished, which
 * keeps of each of its acts what that came to.
 */
export async function once(db: Database, asked: Asked, work: () => Promise<Reply>): Promise<Reply> {
  const earlier = await claim(db, asked);
  if (earlier !== null) return earlier;
  const where = { actorId_key: { actorId: asked.actorId, key: asked.key } };
  try {
    const reply = await work();
    if (reply.unfinished === true) {
      await giveBack(db, asked);
      return reply;
    }
    await db.idempotentAnswer.update({
      where,
      data: {
        status: reply.status,
        body: reply.body === undefined ? Prisma.DbNull : JSON.parse(JSON.stringify(reply.body)),
        headers: { ...reply.headers },
      },
    });
    return reply;
  } catch (error) {
    const givenBack = giveBack(db, asked);
    // where something did not answer, nobody waits for that too
    if (!(error instanceof RetryLater) && outageOf(error) === null) await givenBack;
    throw error;
  }
}

/** Lets the key be used again, as far as the database answers: nobody's else does. */
function giveBack(db: Database, { actorId, key }: Asked): Promise<void> {
  return leftBehind(async () => {
    await db.idempotentAnswer.deleteMany({ where: { actorId, key, status: null } });
  }).catch(() => undefined);
}

/** Takes the key, or returns the answer its first use got. */
async function claim(db: Database, { actorId, key, bodyHash, at }: Asked): Promise<Reply | null> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { count } = await db.idempotentAnswer.createMany({
      data: [{ actorId, key, bodyHash, createdAt: at }],
      skipDuplicates: true,
    });
    if (count === 1) return null;
    const row = await db.idempotentAnswer.findUnique({ where: { actorId_key: { actorId, key } } });
    if (row === null) continue;
    if (row.bodyHash !== bodyHash)
      throw new DomainError(
        'CLE_REUTILISEE',
        'Cette clé Idempotency-Key a déjà servi à une autre demande : utilisez-en une nouvelle.',
      );
    if (row.status !== null)
      return {
        status: row.status,
        body: row.body ?? undefined,
        headers: (row.headers ?? {}) as Record<string, string>,
      };
    if (at.getTime() - row.createdAt.getTime() > ABANDONED_MS) {
      const taken = await db.idempotentAnswer.updateMany({
        where: { actorId, key, status: null, createdAt: row.createdAt },
        data: { createdAt: at },
      });
      if (taken.count === 1) return null;
    }
    if (performance.now() > until)
      throw new RetryLater(
        'NON_CONFIRME',
        'La même demande est encore en cours : renvoyez-la avec la même clé dans un instant.',
        2_000,
      );
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
}

/** Header Idempotency-Key, checked; null when there is none. */
export function readKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(header)) {
    throw new DomainError('REQUETE_ILLISIBLE', "L'en-tête Idempotency-Key compte de 1 à 200 caractères, sans espace.");
  }
  return header;
}

/** A key for an act whose sender gave none: it cannot be repeated. */
export function freshKey(): string {
  return `auto-${newId()}`;
}

/** An id that the same person's same key makes again: what is kept under it is kept once. */
export function seededId({ person, key }: { person: { id: string }; key: string | null }, what: string): string {
  return idsFrom([what, person.id, key ?? freshKey()].join('\n'))();
}
