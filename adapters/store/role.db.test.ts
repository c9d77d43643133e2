import { describe, expect, it } from '@jest/globals';
import { createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import { createLogger } from '../logger.ts';
import { refuseOwner } from './role.ts';

describe('the role that the application runs by (S6)', () => {
  it('is never one that may rewrite the journal, in production', async () => {
    const database = await createTestDatabase();
    const [app, owner] = [openTestDatabase(database.url, 2), openTestDatabase(database.ownerUrl, 2)];
    const log = createLogger('test', 'silent');
    const asked = { production: true, log, stop: () => undefined };
    try {
      await refuseOwner(app, asked);
      await expect(refuseOwner(owner, asked)).rejects.toThrow('passerelle_app');
      await refuseOwner(owner, { ...asked, production: false });
    } finally {
      await Promise.all([app.$disconnect(), owner.$disconnect()]);
      await database.drop();
    }
  });

  it('makes, alters and drops no table, and neither does that of the purge: the schema is its owner’s', async () => {
    const database = await createTestDatabase();
    const roles = [openTestDatabase(database.url, 2), openTestDatabase(database.purgeUrl, 2)];
    try {
      for (const role of roles)
        for (const [act, refusal] of [
          ['CREATE TABLE besides (id text)', 'permission denied for schema public'],
          ['ALTER TABLE audit_line ADD COLUMN besides text', 'must be owner'],
          ['ALTER TABLE audit_line DISABLE TRIGGER ALL', 'must be owner'],
          ['DROP TABLE idempotent_answer', 'must be owner'],
        ] as const)
          await expect(role.$executeRawUnsafe(act)).rejects.toThrow(refusal);
    } finally {
      await Promise.all(roles.map((role) => role.$disconnect()));
      await database.drop();
    }
  });
});
