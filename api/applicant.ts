import { requestById } from '../adapters/store/queries/accessRequests.ts';
import { notFound } from './access.ts';
import { requireToken, resolveLink } from './link.ts';
import { actByLink, type LinkAct } from './linkActs.ts';
import type { Call } from './route.ts';
import { stateOf } from './shapes/link.ts';

/** Carries out what an applicant asks; the link must be that of the request in the path. */
export async function actAsApplicant(call: Call<{ id: string }>, tokenInBody: string | undefined, act: LinkAct) {
  const token = requireToken(call, tokenInBody);
  const [link, request] = await Promise.all([resolveLink(call.deps, token), requestById(call.deps.db, call.params.id)]);
  if (request === null || request.processId !== link.process.id) throw notFound();
  return { status: 200 as const, body: await stateOf(call, await actByLink(call, token, act)) };
}
