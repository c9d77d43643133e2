import { z } from 'zod';
import { draftsOf, dropDraft, keepDraft } from '../adapters/store/linkDrafts.ts';
import { DomainError } from '../domain/errors.ts';
import type { ApiDeps } from './deps.ts';
import { type ResolvedLink, replacedLink, resolveLink } from './link.ts';

/** What was typed so far, by field. */
const draftSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
export type Draft = z.output<typeof draftSchema>;

/** Far above the longest form of a link. */
const MOST_CHARACTERS = 32_000;

/**
 * Keeps what is half typed in a form of a mailed link; no fact changes, and nobody is told. Throws LIEN_PERIME for a link that carries no act any
 * more, CORPS_TROP_GROS.
 */
export async function keepTyped(deps: ApiDeps, token: string, form: string, typed: Draft): Promise<void> {
  const link = await resolveLink(deps, token);
  if (!link.current || link.process.closedAt !== null) throw replacedLink();
  if (JSON.stringify(typed).length > MOST_CHARACTERS)
    throw new DomainError('CORPS_TROP_GROS', 'Ce texte est trop long pour être gardé.');
  await keepDraft(deps, { processId: link.process.id, form, content: typed, at: deps.clock() });
}

/** What whoever holds this link typed and did not send yet, by form; of a link that only shows, nothing. */
export async function typedBefore(deps: ApiDeps, link: ResolvedLink): Promise<Map<string, Draft>> {
  if (!link.current || link.process.closedAt !== null) return new Map();
  const found = await draftsOf(deps, { processId: link.process.id, at: deps.clock() });
  return new Map([...found].map(([form, content]) => [form, draftSchema.parse(content)]));
}

/** The form was sent. */
export async function forgetTyped(deps: ApiDeps, { process }: ResolvedLink, form: string): Promise<void> {
  await dropDraft(deps.db, { processId: process.id, form });
}
