import { beforeAll } from '@jest/globals';
import { mountPages } from '../web/index.ts';
import { entered } from './openPartner.ts';
import { api, attachRole, claire, createGroup, createUser, nadia, omar, openPeupliers } from './peupliers.ts';

/** Cdap's T2CR, with its role, Omar in charge */
export let groupId: string;
/** a member of it */
export let nadiaId: string;
export const tokens: Record<'claire' | 'omar' | 'nadia' | 'agent', string> = {
  claire: '',
  omar: '',
  nadia: '',
  agent: '',
};

/** Gives a test file ESAT Les Peupliers with the pages, and Nadia, who may enter Cdap. */
export function openDiagnosis(): void {
  openPeupliers(mountPages);
  beforeAll(async () => {
    tokens.claire = claire;
    tokens.agent = await api.as('admin93');
    const { body: group } = await createGroup({ label: 'T2 Crèches', manager: omar });
    groupId = group.id;
    await attachRole(groupId, 'T2');
    // in another group of Omar's too: he reads her account whatever becomes of the first
    const other = { service: 'ESAT', code: 'ESAT', label: 'Esat', managerId: group.manager.id };
    const groupIds = [groupId, (await createGroup(other)).body.id];
    nadiaId = (await createUser(nadia, { groupIds })).body.id;
    tokens.nadia = await entered(api, nadiaId);
    tokens.omar = await entered(api, group.manager.id);
  });
}

export const visit = (path: string, token: string | null) =>
  fetch(`${api.url}${path}`, { redirect: 'manual', headers: token === null ? {} : { cookie: `session=${token}` } });

/** SQL by which a link of the chain breaks and is whole again. */
export const bulletins = (change: string) =>
  `UPDATE document SET ${change} WHERE kind = 'BULLETIN' AND service = 'CDAP'`;
export const groups = (change: string) => `UPDATE user_group SET ${change} WHERE code = 'T2CR'`;
export const account = (change: string) => `UPDATE app_user SET ${change} WHERE first_name = 'Nadia'`;
export const unpassworded = (change: string, mended: string): [string, string] => [
  account(`password_hash = NULL, ${change}`),
  // everyone's is the same here
  account(`password_hash = (SELECT password_hash FROM app_user WHERE login = 'mcp00000093'), ${mended}`),
];
