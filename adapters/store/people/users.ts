import { hashPassword } from '../../identity/passwords.ts';
import { searchTextOf } from '../dossier/startProcess.ts';
import { newId } from '../ids.ts';
import type { Database } from '../prisma.ts';

export interface NewUser {
  login: string;
  email: string;
  firstName: string;
  lastName: string;
  roles: string[];
  caf?: string | null;
  partnerId?: string | null;
  /** null: the account exists and cannot sign in */
  password: string | null;
}

/** Logins compare without case. */
export function foldLogin(login: string): string {
  return login.trim().toLowerCase();
}

/** Creates someone who signs in, or leaves the one of that login as it is (the seed may run twice). Returns the id. */
export async function createUser(database: Pick<Database, 'user'>, user: NewUser, at: Date): Promise<string> {
  const login = foldLogin(user.login);
  const existing = await database.user.findUnique({ where: { login }, select: { id: true } });
  if (existing !== null) return existing.id;
  const id = newId();
  await database.user.createMany({
    data: [
      {
        id,
        login,
        email: user.email.trim().toLowerCase(),
        firstName: user.firstName,
        lastName: user.lastName,
        searchText: searchTextOf(`${user.firstName} ${user.lastName} ${user.email} ${login}`),
        roles: user.partnerId == null ? user.roles : [],
        administrateurSince: user.roles.includes('administrateur') ? at : null,
        caf: user.caf ?? null,
        partnerId: user.partnerId ?? null,
        passwordHash: user.password === null ? null : await hashPassword(user.password),
        state: 'ACTIF',
        createdAt: at,
      },
    ],
    skipDuplicates: true,
  });
  return (await database.user.findUniqueOrThrow({ where: { login }, select: { id: true } })).id;
}
