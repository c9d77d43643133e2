import { createHash } from 'node:crypto';
import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';
import type { Database } from '../../store/prisma.ts';
import type { Seal } from '../sealed.ts';

interface RecordDeps {
  db: Database;
  seal: Seal;
  clock: () => Date;
}

/** What a payload is bound to: it opens nowhere else. */
export const about = (model: string, id: string): string => `provider:${model}:${id}`;

/** What stands in the table in place of a token, a grant or a name: whoever reads the table can use none of them (S2). */
export function markOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * Where the OpenID provider keeps what it must find again (SVC-9), in PostgreSQL: one adapter for each of its models. Payloads are sealed,
 * bound to their row. What is past its end is not found, whether or not the purge has passed.
 */
export function providerRecords({ db, seal, clock }: RecordDeps): AdapterFactory {
  return (model): Adapter => {
    const read = async (where: { id: string } | { nameMark: string }): Promise<AdapterPayload | undefined> => {
      const row = await db.providerRecord.findFirst({ where: { model, ...where } });
      if (row === null || (row.expiresAt !== null && row.expiresAt <= clock())) return undefined;
      const payload: AdapterPayload = JSON.parse(seal.open(row.sealed, about(model, row.id)).toString('utf8'));
      return row.consumedAt === null
        ? payload
        : { ...payload, consumed: Math.floor(row.consumedAt.getTime() / 1000) as unknown as true };
    };

    return {
      async upsert(given, payload, expiresIn) {
        const id = markOf(given);
        const name = payload.uid ?? payload.userCode;
        const data = {
          grantMark: payload.grantId === undefined ? null : markOf(payload.grantId),
          nameMark: name === undefined ? null : markOf(name),
          sealed: new Uint8Array(seal.close(Buffer.from(JSON.stringify(payload)), about(model, id))),
          expiresAt: expiresIn ? new Date(clock().getTime() + expiresIn * 1000) : null,
          consumedAt: null,
        };
        await db.providerRecord.upsert({
          where: { model_id: { model, id } },
          create: { model, id, ...data },
          update: data,
        });
      },

      find: (id) => read({ id: markOf(id) }),
      findByUid: (uid) => read({ nameMark: markOf(uid) }),
      findByUserCode: (code) => read({ nameMark: markOf(code) }),

      /** Of two that come at the same instant one uses it up: the other is told that it was (`invalid_grant`). */
      async consume(id) {
        const { count } = await db.providerRecord.updateMany({
          where: { model, id: markOf(id), consumedAt: null },
          data: { consumedAt: clock() },
        });
        if (count === 0) throw new errors.InvalidGrant('already used');
      },

      async destroy(id) {
        await db.providerRecord.deleteMany({ where: { model, id: markOf(id) } });
      },

      async revokeByGrantId(grantId) {
        await db.providerRecord.deleteMany({ where: { grantMark: markOf(grantId) } });
      },
    };
  };
}
