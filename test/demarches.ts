import { afterAll, beforeAll } from '@jest/globals';
import type { MountPages } from '../api/app.ts';
import { DEMARCHE_FORMS } from '../domain/demarche/forms/index.ts';
import { parisDate } from '../domain/policy/calendar.ts';
import type { DemarcheCode } from '../domain/protege/demarches.ts';
import { type Answer, startApi, type TestApi } from './api.ts';
import { rightAnswers } from './builders/demarche.ts';
import {
  addGroup,
  addProtege,
  CAP_SUD,
  EAST,
  HEAD,
  inSpace,
  join,
  type OpenTuteur,
  openNationally,
  openTuteur,
} from './tuteur.ts';

export let api: TestApi;
export let horizon: OpenTuteur;
/** by who they are */
export const refs: Record<'head' | 'east' | 'renforcee' | 'ended' | 'other', string> = {
  ...{ head: '', east: '', renforcee: '', ended: '', other: '' },
};

/**
 * Gives a test file the Espace Tuteur of Horizon and Cap Sud, open: Ana reaches every establishment, Luc those of one group, Sofia is Cap Sud's.
 */
export function openDemarches(mountPages?: MountPages): void {
  beforeAll(async () => {
    api = await startApi({}, mountPages);
    const { db } = api.deps;
    await openNationally(db);
    horizon = await openTuteur(api, HEAD, 'Association tutélaire Horizon');
    const capSud = await openTuteur(api, CAP_SUD, 'Tutelles Cap Sud');
    await horizon.person('ana');
    await capSud.person('sofia');
    const luc = await horizon.person('luc', false);
    const { conventionId } = await db.group.findUniqueOrThrow({ where: { id: horizon.groupId } });
    const limited = { partnerId: horizon.partnerId, conventionId, code: 'EST', at: api.now, establishments: [EAST] };
    await join(db, await addGroup(db, limited), luc, api.now);
    refs.head = await addProtege(db, HEAD, { lastName: 'Canari', firstName: 'Personne' });
    refs.east = await addProtege(db, EAST);
    refs.renforcee = await addProtege(db, HEAD, { measure: 'CURATELLE_RENFORCEE' });
    refs.ended = await addProtege(db, HEAD, { measureEndsOn: '2026-03-09' });
    refs.other = await addProtege(db, CAP_SUD);
  });
  afterAll(() => api.stop());
}

/** A form filled in as of the test's day. */
export const answersOf = (form: DemarcheCode, chosen = {}) =>
  rightAnswers(DEMARCHE_FORMS[form], chosen, parisDate(api.now));

export async function deposit(
  body: { protege?: string; form?: DemarcheCode; answers?: Record<string, unknown>; confirmed?: boolean } = {},
  who = 'ana',
  key?: string,
): Promise<Answer> {
  const form = body.form ?? 'ADRESSE';
  const sent = { protege: refs.head, form, answers: answersOf(form), ...body };
  const headers = key === undefined ? {} : { headers: { 'Idempotency-Key': key } };
  return api.call('POST', '/tuteur/demarches', { token: await inSpace(api, who), body: sent, ...headers });
}

/** Deposits one that is meant whatever was deposited before; its id. */
export async function deposited(body: Parameters<typeof deposit>[0] = {}): Promise<string> {
  const answer = await deposit({ confirmed: true, ...body });
  if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
  return answer.body.id;
}

export async function asTuteur(method: string, id: string, what = '', body?: object, who = 'ana'): Promise<Answer> {
  const token = await inSpace(api, who);
  return api.call(method, `/tuteur/demarches/${id}${what}`, { token, ...(body === undefined ? {} : { body }) });
}

export async function asCaf(
  method: string,
  id: string,
  what = '',
  kind: 'agent93' | 'agent75' = 'agent93',
): Promise<Answer> {
  const token = await api.as(kind);
  return api.call(method, `/tuteur/demarches/${id}${what}`, { token, ...(method === 'POST' ? { body: {} } : {}) });
}

/** The Caf completes the open task. */
export async function decide(id: string, outcome: string, fields: Record<string, unknown> = {}): Promise<Answer> {
  const token = await api.as('agent93');
  const { body } = await api.call('GET', `/tasks?dossier=${id}&state=OUVERTE`, { token });
  return api.call('POST', `/tasks/${body.items[0]?.id}/complete`, { token, body: { outcome, ...fields } });
}

export const mailsOf = (processId: string) =>
  api.deps.db.mail.findMany({ where: { processId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
