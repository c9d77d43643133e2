import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { Access } from '../../../domain/entrance/access.ts';
import { clientIdOf, ENTRANCE_PATH, type ServiceClient } from '../../../domain/entrance/client.ts';

const { base, Check } = interactionPolicy;

/** A token that is used without being asked about opens a service for so long at most: access ends within a minute (SVC-9). */
export const ACCESS_TOKEN_S = 60;
/** As long as a session of Passerelle at most, which every refresh asks about. */
const LONGEST_S = 12 * 3_600;

/** Names of what a token tells a service, beside the subject. */
const CLAIMS = [
  ...['given_name', 'family_name', 'preferred_username', 'partner', 'service', 'roles', 'profiles'],
  ...['numeroInstructeur', 'codeBailleur', 'departments'],
];

/** What of somebody's access a token tells the service. */
export function claimsOf(access: Access): Record<string, unknown> {
  const { userId, login, firstName, lastName, partner, service, roles, profiles } = access;
  const { id, siret, raisonSociale, departments } = partner;
  return {
    ...{ sub: userId, given_name: firstName, family_name: lastName, preferred_username: login },
    ...{ partner: { id, siret, raisonSociale }, departments, service, roles, profiles },
    ...(access.numeroInstructeur === null ? {} : { numeroInstructeur: access.numeroInstructeur }),
    ...(access.codeBailleur === null ? {} : { codeBailleur: access.codeBailleur }),
  };
}

/** One client a service: code with PKCE, its own secret, nothing else. */
export function clientOf({ service, secret, redirectUris, logoutUri }: ServiceClient) {
  return {
    client_id: clientIdOf(service),
    client_secret: secret,
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    response_modes: ['query'],
    token_endpoint_auth_method: 'client_secret_basic' as const,
    require_auth_time: true,
    ...(logoutUri === null
      ? {}
      : { backchannel_logout_uri: logoutUri, backchannel_logout_session_required: true as const }),
  };
}

/**
 * Whoever comes passes by Passerelle's own pages each time: their session is the only one there is, and its cookie never comes along from another
 * site (S9). Nobody is asked to consent: what a service is told follows from the habilitation.
 */
function policy(): interactionPolicy.DefaultPolicy {
  const prompts = base();
  prompts.remove('consent');
  prompts
    .get('login')
    ?.checks.add(
      new Check('own_pages', 'the sign-in pages of Passerelle come first', 'login_required', ({ oidc }) =>
        oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT,
      ),
    );
  return prompts;
}

/** What is the same for every service: no flow, no feature and no page of the provider that nobody uses. */
export function fixedSettings() {
  return {
    claims: { openid: ['sub', ...CLAIMS] },
    scopes: ['openid'],
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    interactions: {
      policy: policy(),
      url: (_context: KoaContextWithOIDC, { uid }: { uid: string }) => `${ENTRANCE_PATH}/${uid}`,
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: () => true,
    // how long a token lives is our session's affair, which each use asks about
    expiresWithSession: () => false,
    clientBasedCORS: () => false,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      revocation: { enabled: true },
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: false },
    },
    ttl: {
      AccessToken: ACCESS_TOKEN_S,
      AuthorizationCode: 60,
      IdToken: 300,
      Interaction: 3_600,
      Session: LONGEST_S,
      Grant: LONGEST_S,
      RefreshToken: LONGEST_S,
    },
  } satisfies Configuration;
}

/** What of a refused request is written down: which service, where, and the protocol's own word; never what was sent (S2). */
export function refusalOf(context: KoaContextWithOIDC, error: unknown): Record<string, unknown> {
  const { error: word, error_detail: detail } = error as { error?: unknown; error_detail?: unknown };
  return {
    client: context.oidc?.client?.clientId ?? null,
    route: context.oidc?.route ?? null,
    error: typeof word === 'string' ? word : 'server_error',
    // only words of the library's own, which name what was wrong: nothing of it was sent
    ...(typeof detail === 'string' && /^[a-z][\w ,.'()-]{0,120}$/i.test(detail) ? { detail } : {}),
  };
}
