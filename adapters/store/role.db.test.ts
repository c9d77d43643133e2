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
});
