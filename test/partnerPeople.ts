import { hashPassword } from '../adapters/identity/passwords.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { PASSWORD, type TestApi } from './api.ts';
import { openedPartner } from './openPartner.ts';

export const PARTNER_KINDS = ['administrateur', 'gestionnaire', 'utilisateur'] as const;
export type PartnerKind = (typeof PARTNER_KINDS)[number];

export interface PartnerPeople {
  partnerId: string;
  groupId: string;
  userId: string;
  tokens: Record<PartnerKind, string>;
  /** makes somebody of a partner, with the password of all; their id */
  person(login: string, partnerId: string): Promise<string>;
}

/** An opened partner of Caf 93 with somebody of each of its roles, signed in. */
export async function partnerPeople(api: TestApi): Promise<PartnerPeople> {
  const { partnerId, claire } = await openedPartner(api);
  const passwordHash = await hashPassword(PASSWORD);
  const person = async (login: string, partner: string) => {
    const email = `${login.toLowerCase()}@essai.example`;
    const id = await createUser(
      api.deps.db,
      { login, email, firstName: 'Anne', lastName: login, roles: [], partnerId: partner, password: null },
      api.now,
    );
    await api.deps.db.user.update({ where: { id }, data: { passwordHash } });
    return id;
  };
  const enter = async (login: string) =>
    (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token as string;
  const managerId = await person('MCP000GESTI', partnerId);
  const userId = await person('MCP000SIMPL', partnerId);
  const group = await api.call('POST', `/partners/${partnerId}/groups`, {
    token: claire,
    body: { service: 'CDAP', code: 'T2CR', label: 'T2 Crèches', managerId },
  });
  await api.call('POST', `/groups/${group.body.id}/members`, { token: claire, body: { userId } });
  const tokens = {
    administrateur: claire,
    gestionnaire: await enter('MCP000GESTI'),
    utilisateur: await enter('MCP000SIMPL'),
  };
  return { partnerId, groupId: group.body.id, userId, tokens, person };
}
