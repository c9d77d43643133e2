import { type TOTP, URI } from 'otpauth';
import { createUser } from '../adapters/store/people/users.ts';
import { type Answer, PASSWORD, type TestApi } from './api.ts';

const STEP_MS = 30_000;

/** The next step begins: the codes so far are old. */
export function nextStep(api: TestApi): void {
  api.now = new Date(api.now.getTime() + STEP_MS);
}

/** An agent who has signed in by password. */
export interface Agent {
  id: string;
  login: string;
  token: string;
}

/** … and whose second factor is in force. */
export interface Holder extends Agent {
  key: string;
  recoveryCodes: string[];
  /** the application's code, `steps` before or after the present one */
  code(steps?: number): string;
}

let someone = 0;
export async function newAgent(api: TestApi, caf = '93'): Promise<Agent> {
  const login = `second${someone++}@caf${caf}.example`;
  const names = { firstName: 'Paul', lastName: 'Durand', roles: ['agent'], caf, password: PASSWORD };
  const id = await createUser(api.deps.db, { ...names, login, email: login }, api.now);
  return { id, login, token: (await signInWith(api, { login, password: PASSWORD })).body.token };
}

/** Someone of the Caf whose second factor is in force; a step has passed since. */
export async function newHolder(api: TestApi, caf = '93'): Promise<Holder> {
  const agent = await newAgent(api, caf);
  const { token } = agent;
  const begun = await api.call('POST', '/auth/second-factor', { token, body: { password: PASSWORD } });
  const totp = URI.parse(begun.body.uri) as TOTP;
  const code = (steps = 0) => totp.generate({ timestamp: api.now.getTime() + steps * STEP_MS });
  const confirmed = await api.call('POST', '/auth/second-factor/confirm', { token, body: { code: code() } });
  nextStep(api);
  return { ...agent, key: begun.body.key, recoveryCodes: confirmed.body.recoveryCodes, code };
}

export function signInWith(
  api: TestApi,
  { login, password, code }: { login: string; password: string; code?: string },
): Promise<Answer> {
  return api.call('POST', '/auth/login', { body: { login, password, ...(code === undefined ? {} : { code }) } });
}

export const outcome = ({ status, body }: { status: number; body: { code?: string } }) => [status, body.code];
export const REQUIRED = [401, 'CODE_REQUIS'];
export const WRONG = [401, 'CODE_INCORRECT'];
export const REFUSED = [401, 'IDENTIFIANTS_REFUSES'];
