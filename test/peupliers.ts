import { afterAll, beforeAll } from '@jest/globals';
import type { MountPages } from '../api/app.ts';
import { type Answer, PASSWORD, startApi, type TestApi } from './api.ts';
import { openedPartner } from './openPartner.ts';

/** The application of the test file that called `openPeupliers`. */
export let api: TestApi;
/** ESAT Les Peupliers, open in it */
export let partnerId: string;
/** token of its administrateur */
export let claire: string;
export let claireId: string;

/** Gives a test file the application with ESAT Les Peupliers open in it, from before its first test until after its last. */
export function openPeupliers(mountPages?: MountPages): void {
  beforeAll(async () => {
    api = await startApi({}, mountPages);
    ({ partnerId, claire } = await openedPartner(api));
    claireId = (await api.call('GET', '/me', { token: claire })).body.user.id;
  });
  afterAll(() => api.stop());
}

/** Claire's session is of the working day. */
export async function claireAgain(): Promise<void> {
  claire = (await api.call('POST', '/auth/login', { body: { login: 'MCP00000093', password: PASSWORD } })).body.token;
}

/** People of the partner, before they have an account. */
export const omar = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };
export const nadia = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };

export const createUser = (person: object, over: Record<string, unknown> = {}, token = claire): Promise<Answer> =>
  api.call('POST', `/partners/${partnerId}/users`, { token, body: { ...person, ...over } });

export const createGroup = (over: Record<string, unknown>, token = claire): Promise<Answer> =>
  api.call('POST', `/partners/${partnerId}/groups`, {
    token,
    body: { service: 'CDAP', code: 'T2CR', label: 'T2 Service des Crèches', ...over },
  });

export const attachRole = (groupId: string, role: string, token = claire): Promise<Answer> =>
  api.call('PUT', `/groups/${groupId}/role`, { token, body: { role } });

export const addMember = (groupId: string, userId: string, token = claire): Promise<Answer> =>
  api.call('POST', `/groups/${groupId}/members`, { token, body: { userId } });
