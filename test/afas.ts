import { hashPassword } from '../adapters/identity/passwords.ts';
import { newId } from '../adapters/store/ids.ts';
import { createUser } from '../adapters/store/people/users.ts';
import type { PeopleAct } from '../domain/people/acts.ts';
import { PASSWORD, type TestApi } from './api.ts';
import { openedPartner } from './openPartner.ts';

export interface AfasPartner {
  partnerId: string;
  /** token of the administrateur */
  claire: string;
  /** ids of the groups */
  declarer: string;
  habiliter: string;
  /** makes someone of the partner who has signed in before; returns the id */
  person(firstName: string, lastName: string): Promise<string>;
  /** the same, in AFAS-DECLARER */
  declarant(firstName: string, lastName: string): Promise<string>;
  token(userId: string): Promise<string>;
  /** an act of Caf 93's MCP administrator */
  byCaf(act: PeopleAct): Promise<string>;
}

/** ESAT Les Peupliers with Afas open and the two groups of AFAS-2, made by the Caf. */
export async function afasPartner(api: TestApi): Promise<AfasPartner> {
  const { partnerId, claire } = await openedPartner(api);
  const { db } = api.deps;
  const { id: _, ...esat } = await db.document.findFirstOrThrow({
    where: { partnerId, kind: 'BULLETIN', service: 'ESAT' },
  });
  const content = { roles: ['AFAS'], departments: ['93'] };
  await db.document.create({ data: { ...esat, id: newId(), service: 'AFAS', content } });
  const actor = { id: 'admin-caf', role: 'cafAdmin' as const, label: 'Admin', ip: null, caf: '93' };
  const byCaf = (act: PeopleAct) => api.deps.people.act(partnerId, act, actor, api.now);
  const manager = await db.user.findFirstOrThrow({ where: { partnerId } });
  const group = (code: string) =>
    byCaf({
      type: 'createGroup',
      service: 'AFAS',
      code,
      label: code,
      profile: null,
      parentId: null,
      manager: { userId: manager.id },
    });
  const declarer = await group('AFAS-DECLARER');
  const habiliter = await group('AFAS-HABILITER');
  const claireActs = (act: PeopleAct) =>
    api.deps.people.act(
      partnerId,
      act,
      { id: manager.id, role: 'administrateur', label: 'Claire', ip: null, caf: null },
      api.now,
    );
  const passwordHash = await hashPassword(PASSWORD);
  let count = 0;
  const person = async (firstName: string, lastName: string) => {
    const email = `p${++count}@peupliers.example`;
    const login = `MCP0000A${String(count).padStart(3, '0')}`;
    const id = await createUser(
      db,
      { login, email, firstName, lastName, roles: [], partnerId, password: null },
      api.now,
    );
    await db.user.update({ where: { id }, data: { passwordHash } });
    return id;
  };
  return {
    partnerId,
    claire,
    declarer,
    habiliter,
    person,
    async declarant(firstName, lastName) {
      const userId = await person(firstName, lastName);
      await claireActs({ type: 'addMember', groupId: declarer, userId });
      return userId;
    },
    async token(userId) {
      const { login } = await db.user.findUniqueOrThrow({ where: { id: userId } });
      return (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token;
    },
    byCaf,
  };
}
