import { z } from 'zod';
import { SERVICE_CODES, type ServiceCode } from '../service/services.ts';
import type { ServiceClient } from './client.ts';

/** What is set of a service that trusts Passerelle: `PROVIDER_<SERVICE>_…`. */
const PARTS = ['SECRET', 'REDIRECT_URI', 'ENTRY_URI', 'LOGOUT_URI', 'TOKEN'] as const;
type Part = (typeof PARTS)[number];
type Variable = `PROVIDER_${ServiceCode}_${Part}`;

const variable = (service: ServiceCode, part: Part): Variable => `PROVIDER_${service}_${part}`;

/** As long as what is drawn at random: nobody guesses it. */
const SECRET_LENGTH = 32;
const secret = z.string().min(SECRET_LENGTH, `at least ${SECRET_LENGTH} characters, drawn at random`).optional();
const address = z.url({ protocol: /^https?$/, error: 'an address such as https://cdap.caf.example/retour' });
const addresses = z
  .string()
  .transform((text) => text.split(',').map((one) => one.trim()))
  .pipe(z.array(address).min(1))
  .optional();

const KIND: Record<Part, z.ZodType<string | string[] | undefined>> = {
  SECRET: secret,
  REDIRECT_URI: addresses,
  ENTRY_URI: address.optional(),
  LOGOUT_URI: address.optional(),
  TOKEN: secret,
};

/** The shape of these variables in the environment. */
export const PROVIDER_VARIABLES = Object.fromEntries(
  SERVICE_CODES.flatMap((service) => PARTS.map((part) => [variable(service, part), KIND[part]])),
) as Record<Variable, z.ZodType<string | string[] | undefined>>;

/** A service's own token: by it, a service that cannot do OpenID asks who may enter, and any tells of a use (TIME-2). */
export interface ServiceToken {
  service: ServiceCode;
  token: string;
}

/** Services that trust Passerelle, as the environment says. */
export function servicesOf(value: Partial<Record<Variable, string | string[] | undefined>>): {
  clients: ServiceClient[];
  tokens: ServiceToken[];
} {
  const one = (service: ServiceCode, part: Part) => value[variable(service, part)];
  const clients = SERVICE_CODES.flatMap((service): ServiceClient[] => {
    const [clientSecret, entryUri] = [one(service, 'SECRET'), one(service, 'ENTRY_URI')];
    const [first, ...more] = [one(service, 'REDIRECT_URI') ?? []].flat();
    if (typeof clientSecret !== 'string' || typeof entryUri !== 'string' || first === undefined) return [];
    const logoutUri = one(service, 'LOGOUT_URI');
    return [
      {
        ...{ service, secret: clientSecret, redirectUris: [first, ...more], entryUri },
        logoutUri: typeof logoutUri === 'string' ? logoutUri : null,
      },
    ];
  });
  const tokens = SERVICE_CODES.flatMap((service): ServiceToken[] => {
    const token = one(service, 'TOKEN');
    return typeof token === 'string' ? [{ service, token }] : [];
  });
  return { clients, tokens };
}

/** Everything that is wrong of what is set together: a client is its secret and its addresses; production sends no secret in clear. */
export function providerFaults(set: Readonly<Record<string, string | undefined>>): string[] {
  const faults = SERVICE_CODES.flatMap((service) => {
    const needed: Part[] = ['SECRET', 'REDIRECT_URI', 'ENTRY_URI'];
    const isSet = (part: Part) => set[variable(service, part)] !== undefined;
    if (![...needed, 'LOGOUT_URI' as const].some(isSet)) return [];
    return needed
      .filter((part) => !isSet(part))
      .map((part) => `${variable(service, part)}: missing: a service that trusts Passerelle has ${needed.join(', ')}`);
  });
  const tokens = SERVICE_CODES.map((service) => set[variable(service, 'TOKEN')]).filter((one) => one !== undefined);
  for (const name of Object.keys(set))
    if (name.startsWith('PROVIDER_') && !(name in PROVIDER_VARIABLES))
      faults.push(`${name}: sets nothing: no service, or nothing of one, is called so`);
  if (new Set(tokens).size < tokens.length) faults.push('PROVIDER_<SERVICE>_TOKEN: two services have the same one');
  if (set.NODE_ENV !== 'production') return faults;
  const inClear = SERVICE_CODES.flatMap((service) =>
    (['REDIRECT_URI', 'ENTRY_URI', 'LOGOUT_URI'] as const)
      .map((part) => variable(service, part))
      .filter((name) => /(^|,)\s*http:/.test(set[name] ?? ''))
      .map((name) => `${name}: https in production`),
  );
  return [...faults, ...inClear];
}

/** Of these variables, those that hold a secret: an example value is none (S10). */
export const PROVIDER_SECRETS: readonly string[] = SERVICE_CODES.flatMap((service) => [
  variable(service, 'SECRET'),
  variable(service, 'TOKEN'),
]);
