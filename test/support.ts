import { afterAll, beforeAll } from '@jest/globals';
import { type AfasPartner, afasPartner } from './afas.ts';
import { startApi, type TestApi } from './api.ts';

export let api: TestApi;
export let partner: AfasPartner;
export let claireId: string;
export let omar: string;
export let omarToken: string;
export const GOOD = 'CDAP 19_93 ESAT Les Peupliers';
export const CLAIRE = 'claire.aubert@peupliers.example';

/** Gives a test file ESAT Les Peupliers with Claire, its administrateur, and Omar, a gestionnaire. */
export function openSupport(): void {
  beforeAll(async () => {
    api = await startApi();
    partner = await afasPartner(api);
    const claire = await api.deps.db.user.findFirstOrThrow({ where: { email: CLAIRE } });
    claireId = claire.id;
    omar = await partner.person('Omar', 'Bensaïd');
    const actor = { id: claireId, role: 'administrateur' as const, label: 'Claire', ip: null, caf: null };
    const group = { type: 'createGroup' as const, service: 'CDAP' as const, code: 'T2CR', label: 'T2 Crèches' };
    const manager = { userId: omar };
    await api.deps.people.act(partner.partnerId, { ...group, profile: 'T2', parentId: null, manager }, actor, api.now);
    omarToken = await partner.token(omar);
  });
  afterAll(() => api.stop());
}

export const ask = (body: Record<string, unknown>, token = partner.claire) =>
  api.call('POST', '/support-requests', { token, body: { kind: 'AIDE', service: 'CDAP', what: 'Un souci', ...body } });
export const enter = async (body: Record<string, unknown>) =>
  api.call('POST', '/support-requests/mails', {
    token: await api.as('agent93'),
    body: { from: CLAIRE, subject: GOOD, text: 'Un souci', ...body },
  });
export const get = async (id: string, token = partner.claire) =>
  (await api.call('GET', `/support-requests/${id}`, { token })).body;
export const stored = () => api.deps.db.process.count({ where: { type: 'supportRequest' } });
export const mails = (processId: string, template: string) =>
  api.deps.db.mail.findMany({ where: { processId, template }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
export async function task(id: string, outcome: string, fields: Record<string, unknown>) {
  const token = await api.as('agent93');
  const { body } = await api.call('GET', `/tasks?dossier=${id}&state=OUVERTE`, { token });
  const [open] = body.items;
  const done = await api.call('POST', `/tasks/${open.id}/complete`, { token, body: { outcome, ...fields } });
  return { ...done, task: open };
}
