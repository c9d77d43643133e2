import { type Api, Refused } from './http.ts';
import type { Group, Me, SignedIn } from './shapes.ts';

/** What the two mails of a new account say. */
export interface FirstLetters {
  login: string;
  password: string;
}

const OWN_PASSWORD = 'quatre vélos bleus au marché';
const GROUP = { service: 'ESAT', code: 'ESAT1', label: 'Utilisateurs Esat' };
const ROLE = 'ESAT';
const SPENT = 401;

/**
 * A person of a partner comes for the first time: signs in with what the mails say and chooses a password. An administrateur then makes
 * the Esat group with himself in charge, gives it its role and is its first user (ESAT-17).
 */
export async function firstVisit(api: Api, { login, password }: FirstLetters): Promise<void> {
  const session = await api.call<SignedIn>('auth/login', { json: { login, password } }).catch((error: unknown) => {
    if (error instanceof Refused && error.status === SPENT) return null; // a later mail has replaced it
    throw error;
  });
  if (session === null) return;
  const { token, user } = session;
  if (session.mustChangePassword) await api.call('auth/password', { token, json: { newPassword: OWN_PASSWORD } });
  const { partner } = await api.call<Me>('me', { token });
  if (partner === null || !user.roles.includes('administrateur')) return;
  await makeGroup(api, token, partner.id, { managerId: user.id });
}

/** Mode centralisé: the Caf does it for the partner, whose first user gets an account at the same time (ESAT-19, GRP-9). */
export async function makeGroupForPartner(api: Api, token: string, partnerId: string, siret: string): Promise<void> {
  const manager = { firstName: 'Lucie', lastName: 'Marchal', email: `lucie.marchal@esat-${siret}.example` };
  await makeGroup(api, token, partnerId, { manager });
}

/** Service, group, role, user: in that order. */
async function makeGroup(
  api: Api,
  token: string,
  partnerId: string,
  manager: { managerId: string } | { manager: { firstName: string; lastName: string; email: string } },
): Promise<void> {
  const group = await api.call<Group>(`partners/${partnerId}/groups`, { token, json: { ...GROUP, ...manager } });
  await api.call(`groups/${group.id}/role`, { method: 'PUT', token, json: { role: ROLE } });
  await api.call(`groups/${group.id}/members`, { token, json: { userId: group.manager?.id } });
}
