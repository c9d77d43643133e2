import * as client from 'openid-client';
import type { Identity } from '../../domain/account/identity.ts';
import type { Seal } from './sealed.ts';

/** How long someone may stay at the provider's own pages. */
export const TICKET_TTL_MS = 10 * 60_000;
/** A provider that does not answer is told to the person, who has the password. */
const TIMEOUT_S = 5;
const ABOUT = 'oidc';

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** registered at the provider */
  redirectUri: string;
}

/** The Caf's identity provider: authorization code with PKCE (S256), state and nonce. */
export interface Oidc {
  /** Where the browser goes, and the sealed ticket that it brings back. Throws OidcFailure. */
  begin(back: string, at: Date): Promise<{ url: string; ticket: string }>;
  /** What a ticket says; null when it is not ours, changed, or past its end. */
  read(ticket: string, at: Date): Ticket | null;
  /** Who came back with this query. Throws OidcFailure. */
  finish(query: string, ticket: Ticket): Promise<Identity>;
}

/** What this browser was sent away with. */
export interface Ticket {
  state: string;
  nonce: string;
  verifier: string;
  /** page that asked for the sign-in */
  back: string;
  until: number;
}

/** `unavailable`: the provider does not answer as it should. `reason` is a code, without anything of the answer. */
export class OidcFailure extends Error {
  readonly kind: 'unavailable' | 'refused';
  readonly reason: string;
  constructor(kind: OidcFailure['kind'], reason: string) {
    super(`OIDC ${kind}: ${reason}`);
    this.kind = kind;
    this.reason = reason;
  }
}

/** Nothing is asked of the provider before the first sign-in: Passerelle starts without it. */
export function createOidc(settings: OidcSettings, seal: Seal): Oidc {
  const discovered = discoverOnce(settings);
  return {
    async begin(back, at) {
      const provider = await discovered();
      const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
      const url = client.buildAuthorizationUrl(provider, {
        redirect_uri: settings.redirectUri,
        scope: 'openid email',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      const ticket: Ticket = { state, nonce, verifier, back, until: at.getTime() + TICKET_TTL_MS };
      return { url: url.href, ticket: seal.close(Buffer.from(JSON.stringify(ticket)), ABOUT).toString('base64url') };
    },

    read(ticket, at) {
      try {
        const read: Ticket = JSON.parse(seal.open(Buffer.from(ticket, 'base64url'), ABOUT).toString());
        return at.getTime() < read.until ? read : null;
      } catch {
        return null;
      }
    },

    async finish(query, { state, nonce, verifier }) {
      const provider = await discovered();
      try {
        const came = new URL(`${settings.redirectUri}?${query}`);
        const checks = {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        };
        const tokens = await client.authorizationCodeGrant(provider, came, checks);
        const claims = tokens.claims();
        if (claims === undefined) throw new OidcFailure('refused', 'NO_ID_TOKEN');
        // the address may be in the ID token or, as the specification has it with this flow, at the userinfo endpoint only
        const { email, email_verified: verified } =
          claims.email === undefined && provider.serverMetadata().userinfo_endpoint !== undefined
            ? await client.fetchUserInfo(provider, tokens.access_token, claims.sub)
            : claims;
        return {
          issuer: claims.iss,
          subject: claims.sub,
          email: typeof email === 'string' && verified === true ? email : null,
        };
      } catch (error) {
        throw failureOf(error);
      }
    },
  };
}

/** The provider's own description, asked once and again after a failure; who asks meanwhile waits for the same answer. */
function discoverOnce({ issuer, clientId, clientSecret }: OidcSettings): () => Promise<client.Configuration> {
  let found: Promise<client.Configuration> | undefined;
  const basic = client.ClientSecretBasic(clientSecret);
  const post = client.ClientSecretPost(clientSecret);
  const authentication: client.ClientAuth = (server, ...rest) =>
    server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false
      ? post(server, ...rest)
      : basic(server, ...rest);
  return () => {
    found ??= client
      .discovery(new URL(issuer), clientId, undefined, authentication, {
        timeout: TIMEOUT_S,
        // the signature of the ID token is verified too, not only the TLS channel it came by; production has https alone
        execute: [
          client.enableNonRepudiationChecks,
          ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
        ],
      })
      .catch((error) => {
        found = undefined;
        throw new OidcFailure('unavailable', failureOf(error).reason);
      });
    return found;
  };
}

const AWAY = new Set(['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON', 'NO_ANSWER']);

/** Keeps a code and nothing else: errors of the protocol carry answers, with tokens in them. */
function failureOf(error: unknown): OidcFailure {
  if (error instanceof OidcFailure) return error;
  if (error instanceof client.ResponseBodyError)
    return new OidcFailure(error.status >= 500 ? 'unavailable' : 'refused', codeOf(error.error));
  if (error instanceof client.AuthorizationResponseError) return new OidcFailure('refused', codeOf(error.error));
  // what comes without a code is a connection that failed
  const code = codeOf((error as { code?: unknown }).code ?? 'NO_ANSWER');
  return new OidcFailure(AWAY.has(code) ? 'unavailable' : 'refused', code);
}

/** The `error` of an answer comes through the browser: only what looks like a code is written down. */
function codeOf(given: unknown): string {
  return typeof given === 'string' && /^\w{1,60}$/.test(given) ? given : 'UNKNOWN';
}
