import { beforeAll } from '@jest/globals';
import type { Answer, PersonKind } from './api.ts';
import {
  addMember,
  api,
  attachRole,
  claire,
  claireId,
  createGroup,
  createUser,
  openPeupliers,
  partnerId,
} from './peupliers.ts';

export const PDF = Buffer.from('%PDF-1.7 diplôme');
/** T1, T4, T9, and one who is in no group: what nobody is asked about */
export let people: Record<'nadia' | 'omar' | 'zoe' | 'leo', string>;

/** Gives a test file ESAT Les Peupliers with people whom a yearly control looks at. */
export function openControls(): void {
  openPeupliers();
  beforeAll(async () => {
    people = {
      nadia: await person('Nadia', 'T1', { qualification: 'AS' }),
      omar: await person('Omar', 'T4', { numeroInstructeur: '093C05501' }),
      zoe: await person('Zoé', 'T9', { titre: 'JUGEMENT' }),
      leo: (await newcomer('Léo', {})).body.id,
    };
  });
}

/** A member of the partner's group of a profile, made as the administrateur makes them. */
async function person(firstName: string, role: string, fields: Record<string, unknown>): Promise<string> {
  const made = await newcomer(firstName, fields);
  const group = await createGroup({ code: `G${role}`, label: `${role} Essai`, managerId: claireId });
  await attachRole(group.body.id, role);
  const joined = await addMember(group.body.id, made.body.id);
  if (joined.status >= 300) throw new Error(JSON.stringify([made.body, group.body, joined.body]));
  return made.body.id;
}

function newcomer(firstName: string, fields: Record<string, unknown>): Promise<Answer> {
  const email = `${firstName.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()}.essai@peupliers.example`;
  return createUser({ firstName, lastName: 'Essai', email, ...fields });
}

export const controls = () => `/partners/${partnerId}/annual-controls`;
export async function start(year: number, kind: PersonKind = 'agent93', sampleSize = 10): Promise<Answer> {
  return api.call('POST', controls(), { token: await api.as(kind), body: { year, sampleSize } });
}
export const control = async (id: string, token = claire) =>
  (await api.call('GET', `/annual-controls/${id}`, { token })).body;

export function give(
  id: string,
  itemId: string,
  fields: { file?: Buffer; numeroInstructeur?: string; titre?: string },
  token = claire,
) {
  const form = new FormData();
  const { file, ...typed } = fields;
  for (const [name, value] of Object.entries(typed)) form.append(name, value);
  if (file !== undefined) form.append('file', new Blob([Uint8Array.from(file)]), '../diplôme".pdf');
  return api.call('POST', `/annual-controls/${id}/items/${itemId}/proof`, { token, raw: form });
}

export async function complete(id: string, outcome: string, fields: Record<string, unknown> = {}, subject = '') {
  const token = await api.as('agent93');
  const { body } = await api.call('GET', `/tasks?dossier=${id}&state=OUVERTE`, { token });
  const task = body.items.find((one: { subject: string }) => one.subject === subject);
  return api.call('POST', `/tasks/${task?.id}/complete`, { token, body: { outcome, ...fields } });
}
export const mails = async (processId: string) =>
  (await api.deps.db.mail.findMany({ where: { processId }, orderBy: { createdAt: 'asc' } })).map((one) => one.template);
export const files = (processId: string) => api.deps.db.attachment.count({ where: { processId } });
export const user = (id: string) => api.deps.db.user.findUniqueOrThrow({ where: { id } });
