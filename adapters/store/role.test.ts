import { expect, test } from '@jest/globals';
import type { Logger } from '../logger.ts';
import type { Database } from './prisma.ts';
import { refuseOwner } from './role.ts';

/** A database that answers every question with this error. */
const failing = (message: string) => ({ $queryRaw: () => Promise.reject(new Error(message)) }) as unknown as Database;
const asked = { production: true, log: { warn: () => {}, fatal: () => {} } as unknown as Logger, stop: () => {} };

test('a wrong password is one line, and no reason to wait; a database that is away is', async () => {
  const refused = failing(
    'Raw query failed. Code: `28P01`. Message: `password authentication failed for user "passerelle_app"`',
  );
  await expect(refuseOwner(refused, asked)).rejects.toThrow(
    /^DATABASE_URL: the database does not let this role in[^\n]*$/,
  );
  await refuseOwner(failing('Code: `57P03`. Message: `the database system is starting up`'), asked);
});
