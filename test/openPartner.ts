import { hashPassword } from '../adapters/identity/passwords.ts';
import type { Database } from '../adapters/store/prisma.ts';
import type { DelegationMode } from '../domain/document/types.ts';
import { openPartner } from '../ops/seed/openPartner.ts';
import { PASSWORD, type TestApi } from './api.ts';

/** ESAT Les Peupliers of api.md in a test's database, and the token of its administrateur Claire Aubert. */
export async function openedPartner(api: TestApi): Promise<{ partnerId: string; claire: string }> {
  await openPartner(api.deps.db, await hashPassword(PASSWORD), api.now);
  const partner = await api.deps.db.partner.findFirstOrThrow({ where: { siret: '99989000700019' } });
  const answer = await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: PASSWORD } });
  return { partnerId: partner.id, claire: answer.body.token };
}

/** Signs someone in who has just been created: by the mailed password, then with the personal one of all here. Returns the token. */
export async function entered(api: TestApi, userId: string): Promise<string> {
  const password = await api.mailedPassword(userId);
  const { login } = await api.deps.db.user.findUniqueOrThrow({ where: { id: userId } });
  const { token } = (await api.call('POST', '/auth/login', { body: { login, password } })).body;
  await api.call('POST', '/auth/password', { token, body: { newPassword: PASSWORD } });
  return token;
}

/** The partner's contrat is now in mode centralisé, or délégué again (a fact of the test, not an act). */
export async function centralise(
  db: Database,
  partnerId: string,
  delegationMode: DelegationMode = 'CENTRALISE',
): Promise<void> {
  await db.document.updateMany({
    where: { partnerId, kind: 'CONTRAT', state: 'ACTIF' },
    data: { content: { delegationMode } },
  });
}
