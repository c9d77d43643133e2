import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { nextLogout } from '../../../domain/entrance/access.ts';
import { clientIdOf, issuerOf, type ServiceClient } from '../../../domain/entrance/client.ts';
import type { Logger } from '../../logger.ts';
import { accessNow } from '../../store/entrance/access.ts';
import {
  claimLogouts,
  concludeLogout,
  type DueLogout,
  endEntrances,
  isEntered,
  type OpenEntrance,
  openEntrances,
} from '../../store/entrance/entrances.ts';
import type { Database } from '../../store/prisma.ts';
import type { Seal } from '../sealed.ts';
import { providerKeys, signingKeyOf } from './keys.ts';

export interface LogoutDeps {
  db: Database;
  seal: Seal;
  clock: () => Date;
  log: Logger;
  publicUrl: string;
  clients: readonly ServiceClient[];
  /** how often the facts are asked about who is in a service */
  everyMs?: number;
}

/** Whose access is over is told well within the minute that it may last (SVC-9). */
const EVERY_MS = 10_000;
/** A service that does not answer holds nobody else up for long. */
const ANSWER_MS = 5_000;
/** longer than an answer may take: nobody else tells the same meanwhile */
const LEASE_MS = 20_000;
const BATCH = 200;
const AT_ONCE = 8;
/** OpenID Connect Back-Channel Logout 1.0, §2.4 */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const TOKEN_S = 120;

/**
 * Looks who is in a service and may be there no more, whatever took it from them (a role, an account, a date, a session), ends that, and tells
 * the service. Each step may be done again: an entrance ends once, and a service that is told twice has nothing left to end.
 */
export async function endAndTell(deps: LogoutDeps): Promise<void> {
  await endGroundless(deps);
  for (;;) {
    const due = await claimLogouts(deps.db, AT_ONCE, deps.clock(), LEASE_MS);
    await Promise.all(due.map((one) => tell(deps, one)));
    if (due.length < AT_ONCE) return;
  }
}

async function endGroundless(deps: LogoutDeps): Promise<void> {
  const { db, clock } = deps;
  let after = '';
  for (;;) {
    const open = await openEntrances(db, after, BATCH);
    const at = clock();
    const over: string[] = [];
    for (const one of open) if (!(await holds(deps, one, at))) over.push(one.id);
    if (over.length > 0) await db.$transaction((tx) => endEntrances(tx, over, at));
    const last = open.at(-1);
    if (last === undefined || open.length < BATCH) return;
    after = last.id;
  }
}

async function holds({ db, clients }: LogoutDeps, entrance: OpenEntrance, at: Date): Promise<boolean> {
  const service = clients.find((one) => one.service === entrance.service)?.service;
  if (service === undefined) return false;
  if (!(await isEntered(db, { ...entrance, service }, at))) return false;
  return (await accessNow(db, { userId: entrance.userId, service }, at)) !== null;
}

async function tell(deps: LogoutDeps, logout: DueLogout): Promise<void> {
  const { db, clock, log, clients } = deps;
  const client = clients.find((one) => one.service === logout.service);
  if (client?.logoutUri == null) return concludeLogout(db, logout.id, { tellAgainAt: null });
  const failure = await send(deps, client, client.logoutUri, logout);
  const at = clock();
  if (failure === null) return concludeLogout(db, logout.id, { toldAt: at });
  const tellAgainAt = nextLogout(logout.tellings, logout.endedAt, at);
  log.warn(
    { service: client.service, tellings: logout.tellings, failure, given_up: tellAgainAt === null },
    'a service was not told that an access is over',
  );
  await concludeLogout(db, logout.id, { tellAgainAt });
}

/** Null once the service has taken it; else why not, without a word of its answer. */
async function send(
  deps: LogoutDeps,
  client: ServiceClient,
  address: string,
  { id, userId }: DueLogout,
): Promise<string | null> {
  const logoutToken = await logoutTokenOf(deps, client, { sid: id, userId });
  try {
    const answer = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ logout_token: logoutToken }),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.body?.cancel();
    return answer.status === 200 || answer.status === 204 ? null : `status ${answer.status}`;
  } catch (error) {
    return error instanceof Error ? error.name : 'unknown';
  }
}

async function logoutTokenOf(
  { db, seal, clock, publicUrl }: LogoutDeps,
  { service }: ServiceClient,
  { sid, userId }: { sid: string; userId: string },
): Promise<string> {
  const at = clock();
  const { kid, alg, key } = await signingKeyOf(await providerKeys({ db, seal }, at));
  const issuedAt = Math.floor(at.getTime() / 1000);
  return new SignJWT({ sid, events: { [EVENT]: {} } })
    .setProtectedHeader({ alg, kid, typ: 'logout+jwt' })
    .setIssuer(issuerOf(publicUrl))
    .setSubject(userId)
    .setAudience(clientIdOf(service))
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + TOKEN_S)
    .setJti(randomUUID())
    .sign(key);
}

/** Does that again and again beside the drain of the mails, until it is stopped; what fails is done by the next round. */
export function tellAgainAndAgain(deps: LogoutDeps): () => Promise<void> {
  let over = false;
  let wake = () => {};
  const round = async (): Promise<void> => {
    while (!over) {
      await endAndTell(deps).catch((error: unknown) =>
        deps.log.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'entrances were not looked at'),
      );
      if (!over) await pause();
    }
  };
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deps.everyMs ?? EVERY_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const running = round();
  return async () => {
    over = true;
    wake();
    await running;
  };
}
