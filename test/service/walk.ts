import { expect } from '@jest/globals';
import type { Answer, TestApi } from '../api.ts';
import { entered } from '../openPartner.ts';
import { cafCountersigns, partnerSigns } from '../signing.ts';

/** A service as it is asked for, and the group that gives it. */
export interface Walked {
  service: string;
  role: string;
  /** Cdap's alone (CDAP-1) */
  profile?: string;
  /** a Caf administrator makes it (AFAS-1) */
  byCaf?: boolean;
}

/** The steps of a partner's services, from its record to their closing: whoever opens services in a test walks them. */
export async function walker(api: TestApi, partner: Record<string, unknown>) {
  const agent = await api.as('agent93');
  const made = await api.call('POST', '/partners', { token: agent, body: partner });
  expect(made.status).toBe(201);
  return walkerOf(api, made.body.id, (processId) => partnerSigns(api.deps, processId));
}

/** The same of a partner that is recorded already; `signs`: how its representative does. */
export async function walkerOf(api: TestApi, partnerId: string, signs: (processId: string) => Promise<void>) {
  const agent = await api.as('agent93');
  const admin = await api.as('admin93');
  let administrateur = '';

  const ask = (body: object): Promise<Answer> =>
    api.call('POST', `/partners/${partnerId}/conventionnements`, { token: agent, body });

  /** Completes the Caf's open task of a kind. */
  async function task(processId: string, kind: string, outcome: string, fields: object = {}): Promise<Answer> {
    const { id } = await api.deps.db.task.findFirstOrThrow({ where: { processId, kind, state: 'OUVERTE' } });
    return api.call('POST', `/tasks/${id}/complete`, { token: agent, body: { outcome, ...fields } });
  }

  /** Signed and countersigned; the administrateur whom the first opening makes comes in by the mailed password. */
  async function open(processId: string): Promise<void> {
    await signs(processId);
    expect((await cafCountersigns(api, processId)).status).toBe(200);
    if (administrateur !== '') return;
    const { id } = await api.deps.db.user.findFirstOrThrow({
      where: { partnerId, administrateurSince: { not: null } },
    });
    administrateur = await entered(api, id);
  }

  /** A group with its role, by who makes it. Returns its id. */
  async function group({ service, role, profile, byCaf }: Walked): Promise<string> {
    const token = byCaf ? admin : administrateur;
    const managerId = (await api.call('GET', '/me', { token: administrateur })).body.user.id;
    const named = profile === undefined ? { label: 'Utilisateurs' } : { label: `${profile} Utilisateurs`, profile };
    const body = { service, code: role.replaceAll('_', '-'), managerId, ...named };
    const created = await api.call('POST', `/partners/${partnerId}/groups`, { token, body });
    expect([service, created.status, created.body.code]).toEqual([service, 201, body.code]);
    const given = await api.call('PUT', `/groups/${created.body.id}/role`, { token, body: { role } });
    expect([service, given.status]).toEqual([service, 200]);
    return created.body.id;
  }

  /** Somebody in a group of each, who comes in; what some profiles ask of a person is given (GRP-17). Returns the token. */
  async function user(groups: readonly Walked[]): Promise<string> {
    const groupIds: string[] = [];
    for (const one of groups) groupIds.push(await group(one));
    const person = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };
    const holds = { titre: 'JUGEMENT', codeBailleur: 'B1' };
    const created = await api.call('POST', `/partners/${partnerId}/users`, {
      token: administrateur,
      body: { ...person, ...holds, groupIds },
    });
    expect([created.status, created.body.errors]).toEqual([201, undefined]);
    return entered(api, created.body.id);
  }

  /** « Mes services » of this person: those that may be entered. */
  async function mine(token: string): Promise<string[]> {
    const { services } = (await api.call('GET', '/me', { token })).body;
    return services.filter(({ enabled }: { enabled: boolean }) => enabled).map(({ code }: { code: string }) => code);
  }

  /** Every bulletin in force is closed by the Caf; the services as they are then. */
  async function close(): Promise<string[]> {
    const { db } = api.deps;
    for (const { id } of await db.document.findMany({ where: { partnerId, kind: 'BULLETIN', state: 'ACTIF' } })) {
      const closed = await api.call('POST', `/documents/${id}/close`, {
        token: admin,
        body: { reason: 'Fin de mission' },
      });
      expect(closed.status).toBe(200);
    }
    const services = await db.openedService.findMany({ where: { partnerId }, orderBy: { service: 'asc' } });
    return services.map(({ service, state }) => `${service} ${state}`);
  }

  /** The administrateur asks for more from his pages. */
  const askForMore = (body: object): Promise<Answer> =>
    api.call('POST', `/partners/${partnerId}/service-requests`, { token: administrateur, body });

  return { partnerId, agent, admin, ask, askForMore, task, open, user, mine, close };
}
