import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import Provider, { type KoaContextWithOIDC } from 'oidc-provider';
import { createOidc, type Oidc } from '../adapters/identity/oidc.ts';
import { createSeal } from '../adapters/identity/sealed.ts';
import { freePort } from '../ops/pids.ts';

/** Whom the provider knows by a login of its own login page: the login is the subject. */
export type KnownPeople = Record<string, { email?: string; email_verified?: boolean }>;

export interface TestProvider {
  oidc: Oidc;
  /** port the application is to listen on: the provider sends people back there */
  appPort: number;
  people: KnownPeople;
  clientSecret: string;
  /** false: it answers nothing from now on */
  up(yes: boolean): Promise<void>;
  stop(): Promise<void>;
}

/** A real OpenID provider on this machine, with its own login page and a consent already given. */
export async function startProvider(): Promise<TestProvider> {
  const appPort = await freePort();
  const redirectUri = `http://127.0.0.1:${appPort}/auth/oidc/callback`;
  const clientSecret = randomBytes(24).toString('base64url');
  const people: KnownPeople = {};
  // the issuer names the port, so the port comes first
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider: Provider = quietly(
    () =>
      new Provider(issuer, {
        clients: [{ client_id: 'passerelle', client_secret: clientSecret, redirect_uris: [redirectUri] }],
        claims: { openid: ['sub'], email: ['email', 'email_verified'] },
        jwks: { keys: [signingKey()] },
        cookies: { keys: [randomBytes(16).toString('hex')] },
        pkce: { required: () => true },
        findAccount: (_context: KoaContextWithOIDC, sub: string) => ({
          accountId: sub,
          claims: () => ({ sub, ...people[sub] }),
        }),
        async loadExistingGrant({ oidc }: KoaContextWithOIDC) {
          const grant = new provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
          grant.addOIDCScope('openid email');
          await grant.save();
          return grant;
        },
        ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
      }),
  );
  let server: Server | null = await listen(provider, port);
  const up: TestProvider['up'] = async (yes) => {
    const running = server;
    server = yes ? (running ?? (await listen(provider, port))) : null;
    if (yes || running === null) return;
    running.closeAllConnections();
    await new Promise((resolve) => running.close(resolve));
  };
  const settings = { issuer, clientId: 'passerelle', clientSecret, redirectUri };
  const oidc = createOidc(settings, createSeal([{ id: 'test', key: randomBytes(32) }]));
  return { oidc, appPort, people, clientSecret, up, stop: () => up(false) };
}

/** It says at length that its own pages and memory are for trying out, which is what a test does. */
function quietly<T>(make: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return make();
  } finally {
    console.warn = warn;
  }
}

function signingKey(): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' };
}

async function listen(provider: Provider, port: number): Promise<Server> {
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

/** A browser's part without a browser: keeps cookies by site, follows nothing by itself. */
export class Visitor {
  private readonly jars = new Map<string, Map<string, string>>();

  async get(url: string): Promise<Response> {
    return this.send(url, {});
  }

  async post(url: string, form: Record<string, string>): Promise<Response> {
    return this.send(url, { method: 'POST', body: new URLSearchParams(form) });
  }

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url);
    const jar = this.jars.get(host) ?? new Map<string, string>();
    this.jars.set(host, jar);
    return jar;
  }

  /** Follows redirections until an address for which `there` holds, and returns it unvisited. */
  async walk(url: string, there: (url: string) => boolean): Promise<string> {
    let at = url;
    for (let steps = 0; steps < 10 && !there(at); steps += 1) {
      const answer = await this.get(at);
      const next = answer.headers.get('location');
      if (next === null)
        throw new Error(`no way on from ${new URL(at).pathname}: ${answer.status} ${await answer.text()}`);
      at = new URL(next, at).href;
    }
    return at;
  }

  private async send(url: string, init: RequestInit): Promise<Response> {
    const jar = this.cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  }
}

/** Signs in at the provider's login page; returns the address it sends the browser back to, not yet visited. */
export async function throughProvider(visitor: Visitor, url: string, login: string): Promise<string> {
  const page = await visitor.walk(url, (at) => at.includes('/interaction/'));
  const signedIn = await visitor.post(page, { prompt: 'login', login, password: 'whatever' });
  const next = new URL(signedIn.headers.get('location') ?? '', page).href;
  return visitor.walk(next, (at) => at.includes('/auth/oidc/callback'));
}
