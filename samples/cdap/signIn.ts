import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as client from 'openid-client';

export interface SampleSettings {
  port: number;
  host: string;
  /** where people reach this service */
  publicUrl: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** the service's own token, by which it tells of each use */
  token: string;
  /** whoever comes is to sign in anew, whatever they are in already (`prompt=login`) */
  anew?: boolean;
}

/** What a browser was sent away with. */
export interface Away {
  state: string;
  nonce: string;
  verifier: string;
  /** in seconds, since 1970 */
  sentAt: number;
}

/** Somebody who is in. */
export interface Session {
  sub: string;
  /** what Passerelle calls this entrance when it ends it */
  sid: string;
  accessToken: string;
  refreshToken: string;
}

/** What Passerelle says of somebody at this instant. */
export interface Told {
  profiles: string[];
  name: string;
  organisme: string;
  numeroInstructeur?: string;
  codeBailleur?: string;
}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** This service's side of OpenID Connect: code with PKCE, introspection at each page, back-channel logout. */
export function createSignIn({ issuer, clientId, clientSecret, publicUrl, anew = false }: SampleSettings) {
  let known: Promise<client.Configuration> | undefined;
  const provider = (): Promise<client.Configuration> => {
    known ??= client
      .discovery(new URL(issuer), clientId, undefined, client.ClientSecretBasic(clientSecret), {
        execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
      })
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });
    return known;
  };
  const redirectUri = `${publicUrl}/retour`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));

  return {
    async begin(): Promise<{ url: string; away: Away }> {
      const op = await provider();
      const away = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
        sentAt: Math.floor(Date.now() / 1000),
      };
      const url = client.buildAuthorizationUrl(op, {
        ...{ redirect_uri: redirectUri, scope: 'openid', state: away.state, nonce: away.nonce },
        code_challenge: await client.calculatePKCECodeChallenge(away.verifier),
        code_challenge_method: 'S256',
        ...(anew ? { prompt: 'login' } : {}),
      });
      return { url: url.href, away };
    },

    async finish(query: string, { state, nonce, verifier, sentAt }: Away): Promise<Session> {
      const tokens = await client.authorizationCodeGrant(await provider(), new URL(`${redirectUri}?${query}`), {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true },
      });
      const claims = tokens.claims();
      // that it was asked for is in the hands of the browser; that it was done, in Passerelle's
      if (anew && (claims?.auth_time ?? 0) < sentAt) throw new Error('nobody signed in anew');
      return {
        sub: claims?.sub ?? '',
        sid: String(claims?.sid),
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token ?? '',
      };
    },

    /** Asked at each page; null: the access is over. A short token that has run out is made anew, or is not. */
    async ask(session: Session): Promise<Told | null> {
      const op = await provider();
      let told = await client.tokenIntrospection(op, session.accessToken);
      if (!told.active) {
        const fresh = await client.refreshTokenGrant(op, session.refreshToken).catch((error: unknown) => {
          if (error instanceof client.ResponseBodyError && error.error === 'invalid_grant') return null;
          throw error;
        });
        if (fresh === null) return null;
        session.accessToken = fresh.access_token;
        session.refreshToken = fresh.refresh_token ?? session.refreshToken;
        told = await client.tokenIntrospection(op, session.accessToken);
        if (!told.active) return null;
      }
      const { profiles, partner, given_name: first, family_name: last, numeroInstructeur, codeBailleur } = told;
      return {
        profiles: Array.isArray(profiles) ? profiles.map(String) : [],
        name: `${String(first)} ${String(last)}`,
        organisme: String((partner as { raisonSociale?: unknown } | undefined)?.raisonSociale ?? ''),
        ...(typeof numeroInstructeur === 'string' ? { numeroInstructeur } : {}),
        ...(typeof codeBailleur === 'string' ? { codeBailleur } : {}),
      };
    },

    /** Whose entrance Passerelle says is over. Throws for whatever it did not sign, or did not sign for this service. */
    async ended(logoutToken: string): Promise<string> {
      const { payload } = await jwtVerify(logoutToken, keys, {
        ...{ issuer, audience: clientId, typ: 'logout+jwt', maxTokenAge: 300 },
        requiredClaims: ['sid', 'events', 'jti'],
      });
      const events = payload.events as Record<string, unknown> | undefined;
      if (events?.[EVENT] === undefined || payload.nonce !== undefined) throw new Error('not a logout token');
      return String(payload.sid);
    },
  };
}
