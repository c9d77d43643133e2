// What variables of the environment, each fit by itself, cannot be together.
import { PROVIDER_SECRETS } from '../domain/entrance/variables.ts';

/** The environment, without what is unset or empty. */
type Environment = Record<string, string | undefined>;

/** A certificate and its key are both or none. */
export function tlsFaults(set: Environment): string[] {
  return (set.TEMPORAL_TLS_CERT === undefined) === (set.TEMPORAL_TLS_KEY === undefined)
    ? []
    : ['TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY: one is nothing without the other'];
}

/** An identity provider is all three or none, and sends no secret in clear outside development. */
export function oidcFaults(set: Environment): string[] {
  const names = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'];
  const missing = names.filter((name) => set[name] === undefined);
  if (missing.length === names.length) return [];
  const faults = missing.map((name) => `${name}: missing: ${names.join(', ')} are set all three or not at all`);
  if (set.NODE_ENV === 'production' && set.OIDC_ISSUER?.startsWith('http:'))
    faults.push('OIDC_ISSUER: https in production');
  return faults;
}

/** S10: an example value is no secret, and mails must not point to the server's own 127.0.0.1. */
export function productionFaults(set: Environment): string[] {
  const secrets = {
    OIDC_CLIENT_SECRET: [set.OIDC_CLIENT_SECRET ?? ''],
    ...Object.fromEntries(PROVIDER_SECRETS.map((name) => [name, [set[name] ?? '']])),
    ENCRYPTION_KEYS: (set.ENCRYPTION_KEYS ?? '').split(',').flatMap((part) => {
      const encoded = part.split(':')[1] ?? '';
      return [encoded, Buffer.from(encoded, 'base64').toString('latin1')];
    }),
  };
  const faults = Object.entries(secrets).flatMap(([name, values]) =>
    values.some((value) => value !== '' && isExample(value)) ? [`${name}: an example value is no secret (S10)`] : [],
  );
  return [...faults, ...addressFaults(set), ...databaseFaults(set)];
}

/** What people are told, and what goes between machines, is neither in clear nor an address of nobody. */
function addressFaults(set: Environment): string[] {
  const faults: string[] = [];
  const { PUBLIC_URL: publicUrl, SMTP_URL: smtpUrl } = set;
  if (publicUrl === undefined) faults.push('PUBLIC_URL: missing: the address that people use');
  else if (publicUrl.startsWith('http:'))
    faults.push('PUBLIC_URL: https in production, so that cookies are kept secret');
  if (smtpUrl?.startsWith('smtp:') && !/[?&]requireTLS=true(&|$)/.test(smtpUrl))
    faults.push('SMTP_URL: smtps://, or smtp:// with ?requireTLS=true: mails bear links and passwords');
  for (const name of ['MAIL_FROM', 'CAF_MAILBOX'] as const)
    if (set[name] === undefined) faults.push(`${name}: missing: its default is an address of nobody`);
  for (const name of ['PUBLIC_URL', 'MAIL_FROM', 'CAF_MAILBOX', 'OIDC_ISSUER', 'SMTP_URL'] as const)
    if (set[name] !== undefined && OF_NOBODY.test(set[name].trim()))
      faults.push(`${name}: an address of documentation, which nobody has`);
  return faults;
}

/** Names that are reserved for documentation and tests (RFC 2606). */
const OF_NOBODY = /(?:[@./]example\.(?:com|net|org)|\.(?:example|invalid|test))(?=$|[:/>?])/i;

/** S6: the owner of the schema can rewrite the journal. Which role it is the database says at start (`adapters/store/role.ts`). */
function databaseFaults(set: Environment): string[] {
  const userOf = (url: string | undefined) =>
    url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).username) : '';
  const [app, owner, purge] = (['DATABASE_URL', 'MIGRATION_DATABASE_URL', 'PURGE_DATABASE_URL'] as const).map((name) =>
    userOf(set[name]),
  );
  const faults: string[] = [];
  if (app !== '' && app === owner)
    faults.push(
      "DATABASE_URL: the owner's role, which may rewrite the journal: the application has a role of its own (S6)",
    );
  if (purge !== '' && (purge === app || purge === owner))
    faults.push('PURGE_DATABASE_URL: the role of the purge is neither the application’s nor the owner’s (S6)');
  return faults;
}

/** True for what stands in documentation, or was typed rather than drawn: 32 random characters hardly ever have so few different ones. */
function isExample(value: string): boolean {
  return TYPED.test(value) || new Set(value).size < 12;
}

const TYPED = /change|example|secret|password|default|azerty|qwerty|1234567|abcdefg/i;
