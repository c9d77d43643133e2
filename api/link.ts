import { parseLinkToken } from '../adapters/identity/secrets.ts';
import { processOfLink } from '../adapters/store/queries/links.ts';
import { knowsAct } from '../domain/command/acts.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { DomainError } from '../domain/errors.ts';
import { cleanText } from '../domain/formats/text.ts';
import type { DossierType } from '../domain/kinds.ts';
import { frenchDate } from '../domain/policy/calendar.ts';
import type { ProcessType } from '../domain/process/types.ts';
import type { ApiDeps } from './deps.ts';
import type { Call } from './route.ts';

export type LinkedProcess = NonNullable<Awaited<ReturnType<typeof processOfLink>>>;

interface LinkTo<K extends string, T extends ProcessType> {
  kind: K;
  process: LinkedProcess & { type: T };
  /** address the link was mailed to */
  recipient: string;
  /** false: a link that was used or replaced; it is told so, and only repeats what it already asked */
  current: boolean;
}
export type ResolvedLink = LinkTo<'dossier', DossierType> | LinkTo<'request', 'accessRequest'>;

/** How many replaced versions of a link are still recognised, to say that they are. */
const REMEMBERED_VERSIONS = 8;

/** Whose link this is. Opening it changes nothing (mail scanners). Throws LIEN_INCONNU. */
export async function resolveLink(deps: Pick<ApiDeps, 'db' | 'secrets'>, mailed: string): Promise<ResolvedLink> {
  // a mail program may break a long address, and people copy what stands around it
  const token = cleanText(mailed).replaceAll(' ', '');
  const named = parseLinkToken(token);
  const process = named === null ? null : await processOfLink(deps.db, named.linkRef);
  if (named === null || process === null || process.linkEmail === null) throw unknownLink();
  const { kind, linkRef } = named;
  const recipient = process.linkEmail;
  const oldest = Math.max(1, process.linkVersion - REMEMBERED_VERSIONS);
  for (let version = process.linkVersion; version >= oldest; version -= 1) {
    if (deps.secrets.verifyLinkToken(token, { kind, linkRef, version, recipient }))
      return linkTo(kind, process, { recipient, current: version === process.linkVersion });
  }
  throw unknownLink();
}

function linkTo(
  kind: ResolvedLink['kind'],
  process: LinkedProcess,
  rest: Pick<ResolvedLink, 'recipient' | 'current'>,
): ResolvedLink {
  const { type } = process;
  if (kind === 'request' && type === 'accessRequest') return { kind, process: { ...process, type }, ...rest };
  if (kind === 'dossier' && knowsAct(type, 'sign')) return { kind, process: { ...process, type }, ...rest };
  throw unknownLink();
}

/** A link that may be read: the current one and those that were used or replaced, until long after the end (U9). Throws LIEN_PERIME. */
export async function readableLink({ deps, at }: Pick<Call, 'deps' | 'at'>, token: string): Promise<ResolvedLink> {
  const link = await resolveLink(deps, token);
  const until = readableUntil(link, deps.policy);
  if (until !== null && at >= until)
    throw new DomainError(
      'LIEN_PERIME',
      `Ce dossier est terminé, et ce lien ne le montre plus depuis le ${frenchDate(until)}. Pour en obtenir les documents, écrivez à votre Caf.`,
    );
  return link;
}

/** Until when the links of a dossier that has ended show it; null while it goes on. */
export function readableUntil({ process }: ResolvedLink, policy: ApiDeps['policy']): Date | null {
  return process.closedAt === null ? null : new Date(process.closedAt.getTime() + policy.linkReadMs);
}

/**
 * How this link carries an act: `again`, one that a stored command of this very key asked, which gets that one's outcome although signing voided the
 * link or used the code (R7, R8); `now`, by the current link of what has not ended; null: not at all.
 */
export async function wayOfAct(call: Pick<Call, 'deps' | 'key'>, link: ResolvedLink): Promise<'again' | 'now' | null> {
  const asked =
    call.key === null
      ? null
      : await call.deps.db.command.findUnique({
          where: { actorId_key: { actorId: actorIdOf(link), key: call.key } },
          select: { id: true },
        });
  if (asked !== null) return 'again';
  return link.current && link.process.closedAt === null ? 'now' : null;
}

/** Who acts by this link: the organisme's representative, or the applicant (RGT-1). */
export function linkActor(link: ResolvedLink, ip: string | null): Actor {
  return link.kind === 'dossier'
    ? { id: actorIdOf(link), role: 'partner', label: 'Le partenaire', ip }
    : { id: actorIdOf(link), role: 'applicant', label: 'Le demandeur', ip };
}

function actorIdOf(link: ResolvedLink): string {
  return `link:${link.process.linkRef}`;
}

/** Token of an operation that is open to link holders only: header X-Link-Token or the body's `token`. */
export function requireToken(call: Pick<Call, 'person' | 'linkToken'>, inBody: string | undefined): string {
  const token = call.linkToken ?? inBody;
  if (token !== undefined) return token;
  if (call.person === null)
    throw new DomainError('NON_AUTHENTIFIE', 'Cette action se fait par le lien reçu par courriel.');
  throw new DomainError(
    'LIEN_REQUIS',
    "Seul le représentant de l'organisme peut le faire, par le lien qu'il a reçu par courriel.",
    { rule: 'RGT-1' },
  );
}

function unknownLink(): DomainError {
  return new DomainError(
    'LIEN_INCONNU',
    "Ce lien n'est pas reconnu. Vérifiez qu'il est complet, ou utilisez celui du dernier courriel reçu.",
  );
}

/** A link that was replaced, and by which nothing was done yet. */
export function replacedLink(): DomainError {
  return new DomainError(
    'LIEN_PERIME',
    'Ce lien a été remplacé : pour agir, utilisez celui du dernier courriel reçu. Celui-ci montre seulement où en est le dossier.',
  );
}
