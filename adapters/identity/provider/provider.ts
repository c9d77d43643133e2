import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Provider, { type Adapter, type KoaContextWithOIDC } from 'oidc-provider';
import type { Access, SignInAsked } from '../../../domain/entrance/access.ts';
import { clientIdOf, issuerOf, type ServiceClient } from '../../../domain/entrance/client.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
import type { Logger } from '../../logger.ts';
import { accessNow } from '../../store/entrance/access.ts';
import { beginEntrance, isEntered } from '../../store/entrance/entrances.ts';
import type { Database } from '../../store/prisma.ts';
import type { Seal } from '../sealed.ts';
import { type ProviderKey, providerKeys } from './keys.ts';
import { markOf, providerRecords } from './records.ts';
import { claimsOf, clientOf, fixedSettings, refusalOf } from './settings.ts';

interface ProviderDeps {
  db: Database;
  seal: Seal;
  clock: () => Date;
  log: Logger;
  publicUrl: string;
  clients: readonly ServiceClient[];
}

/** A request that cannot be sent back to the service which made it: its person reads it here. */
export class EntranceRefused extends Error {
  override name = 'EntranceRefused';
}

/** A service asks who somebody is. */
export interface EntranceAsked extends SignInAsked {
  service: ServiceCode;
}

/** Whoever is signed in, and by which session since when. */
export interface SignedInNow {
  userId: string;
  sessionId: string;
  signedInAt: Date;
}

/** The OpenID provider that services trust (SVC-9). */
export interface EntranceProvider {
  /** Answers one of its endpoints; `failed` is given what people are to read. */
  handle(request: IncomingMessage, response: ServerResponse, failed: (error: unknown) => void): Promise<void>;
  /** What this browser's sign-in under way is asked for; null: it is another's, or over. */
  asked(request: IncomingMessage, response: ServerResponse): Promise<EntranceAsked | null>;
  /** Whoever is signed in may go on: where the browser goes next. */
  admit(request: IncomingMessage, response: ServerResponse, who: SignedInNow): Promise<string>;
}

/** Keys are looked at again so often: a command replaces them while this process runs. */
const KEYS_EVERY_MS = 60_000;
/** of cookies, which are no secret of a service */
const COOKIES = 'cookies of the OpenID provider';

/** One of them for each process of the API. Nothing is asked of the database before the first request. */
export function createEntranceProvider(deps: ProviderDeps): EntranceProvider {
  const failures = new WeakMap<IncomingMessage, (error: unknown) => void>();
  const current = keptFresh(deps, (keys) => buildProvider(deps, keys, failures));
  return {
    async handle(request, response, failed) {
      try {
        const provider = await current();
        failures.set(request, failed);
        // the address that people use stands in the settings: no header of a request says it
        request.headers['x-forwarded-proto'] = new URL(deps.publicUrl).protocol.slice(0, -1);
        await provider.callback()(request, response);
      } catch (error) {
        failed(error);
      }
    },

    async asked(request, response) {
      const interaction = await (await current()).interactionDetails(request, response).catch(() => null);
      const client = deps.clients.find(({ service }) => clientIdOf(service) === interaction?.params.client_id);
      if (interaction === null || client === undefined) return null;
      const { prompt, max_age: maxAge } = interaction.params;
      const anew = typeof prompt === 'string' && prompt.split(' ').includes('login');
      return {
        service: client.service,
        askedAt: new Date(interaction.iat * 1000),
        anew,
        maxAgeMs: maxAge === undefined ? null : Number(maxAge) * 1000,
      };
    },

    async admit(request, response, { userId, sessionId, signedInAt }) {
      const provider = await current();
      const interaction = await provider.interactionDetails(request, response);
      // another person signed in here before: what the provider knows of this browser begins anew
      if (interaction.session?.accountId !== undefined && interaction.session.accountId !== userId) {
        await (await provider.Session.findByUid(interaction.session.uid))?.destroy();
        interaction.session = undefined;
        await interaction.save(interaction.exp - Math.floor(Date.now() / 1000));
      }
      const ts = Math.floor(signedInAt.getTime() / 1000);
      const result = { login: { accountId: userId, ts, remember: false }, entrance: { sessionId } };
      return provider.interactionResult(request, response, result, { mergeWithLastSubmission: false });
    },
  };
}

function keptFresh(deps: ProviderDeps, build: (keys: readonly ProviderKey[]) => Provider): () => Promise<Provider> {
  let built: { provider: Provider; kids: string; at: number } | null = null;
  let looking: Promise<Provider> | null = null;
  const look = async (): Promise<Provider> => {
    const keys = await providerKeys(deps, deps.clock()).catch((error: unknown) => {
      if (built === null) throw error;
      return null; // the database is away: what was known holds
    });
    const kids = keys?.map(({ kid }) => kid).join() ?? built?.kids ?? '';
    const provider = built !== null && built.kids === kids ? built.provider : build(keys ?? []);
    built = { provider, kids, at: Date.now() };
    return provider;
  };
  return () => {
    if (built !== null && Date.now() - built.at < KEYS_EVERY_MS) return Promise.resolve(built.provider);
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  };
}

type Failures = WeakMap<IncomingMessage, (error: unknown) => void>;

function buildProvider(deps: ProviderDeps, keys: readonly ProviderKey[], failures: Failures): Provider {
  const { db, seal, clock, log, publicUrl, clients } = deps;
  const byId = new Map(clients.map((client) => [clientIdOf(client.service), client]));
  const records = providerRecords({ db, seal, clock });

  /** What the holder of a token may do now; null: their access is over, whatever the token says. */
  const accessOf = async (token: {
    accountId?: unknown;
    clientId?: unknown;
    sid?: unknown;
  }): Promise<Access | null> => {
    const client = byId.get(String(token.clientId));
    if (client === undefined || typeof token.accountId !== 'string' || typeof token.sid !== 'string') return null;
    const { service } = client;
    const at = clock();
    if (!(await isEntered(db, { id: token.sid, userId: token.accountId, service }, at))) return null;
    return accessNow(db, { userId: token.accountId, service }, at);
  };

  const settings = fixedSettings();
  const provider: Provider = new Provider(issuerOf(publicUrl), {
    ...settings,
    adapter: (model: string): Adapter => records(model) as Adapter,
    clients: clients.map(clientOf),
    jwks: { keys },
    cookies: {
      keys: seal.marks(COOKIES),
      long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    features: {
      ...settings.features,
      introspection: {
        enabled: true,
        // a service asks about its own tokens, and is answered by the facts of that moment
        async allowedPolicy(context, client, token) {
          if (token.clientId !== client.clientId) return false;
          const access = await accessOf(token as { accountId?: unknown; sid?: unknown });
          context.state.access = access;
          return access !== null;
        },
      },
    },

    async findAccount(_context, userId, token) {
      // before there is a token, Passerelle's own page has looked at the habilitation; with one, the facts are asked again
      if (token === undefined) return { accountId: userId, claims: () => ({ sub: userId }) };
      const access = await accessOf(token as { accountId?: unknown; sid?: unknown });
      if (access === null) return undefined;
      return { accountId: userId, claims: () => ({ ...claimsOf(access), sub: userId }) };
    },

    /** Each entrance has a grant and a `sid` of its own: what ends one ends no other. */
    async loadExistingGrant({ oidc }) {
      const { client, session, result } = oidc;
      const entrance = result?.entrance as { sessionId: string } | undefined;
      const userId = session?.accountId;
      const service = client === undefined ? undefined : byId.get(client.clientId)?.service;
      if (client === undefined || session === undefined || userId === undefined || service === undefined)
        return undefined;
      if (entrance === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: userId });
      grant.addOIDCScope('openid');
      const grantMark = markOf(await grant.save());
      const { sessionId } = entrance;
      session.sidFor(client.clientId, await beginEntrance(db, { service, userId, sessionId, grantMark }, clock()));
      return grant;
    },

    renderError(context, _out, error) {
      const failed = failures.get(context.req);
      if (failed === undefined) throw error;
      context.respond = false;
      failed(new EntranceRefused(error.message));
    },
  });

  // behind the proxy of an https address, cookies are Secure (S9)
  provider.proxy = true;
  provider.use(async (context, next) => {
    await next();
    const answer = context.body as { active?: unknown } | undefined;
    if (context.oidc?.route !== 'introspection' || answer?.active !== true) return;
    context.body = { ...answer, ...claimsOf(context.state.access as Access) };
  });
  const refused = (context: KoaContextWithOIDC, error: unknown): void =>
    log.warn(refusalOf(context, error), 'entrance refused');
  const told: EventEmitter = provider;
  for (const event of REFUSALS) told.on(event, refused);
  provider.on('server_error', (context: KoaContextWithOIDC, error: Error) =>
    log.error({ ...refusalOf(context, error), name: error.name }, 'entrance failed'),
  );
  return provider;
}

/** Refusals of the endpoints that there are. */
const REFUSALS = [
  'authorization.error',
  'grant.error',
  'introspection.error',
  'revocation.error',
  'userinfo.error',
  'discovery.error',
  'jwks.error',
] as const;
