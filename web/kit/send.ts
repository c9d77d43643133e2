import type { Request, Response } from 'express';
import type { ApiDeps } from '../../api/deps.ts';
import type { Person } from '../../api/route.ts';
import { formBody } from './body.ts';
import { fillAgain } from './filledAgain.ts';
import { KEPT_FIELD, markForms, markOf } from './shownTo.ts';
import { keptOf, NEVER_KEPT } from './tooLate.ts';

const NOTICE = {
  found: `Votre session avait pris fin avant l’envoi : rien n’a été fait. Ce que vous aviez saisi est là ; vérifiez-le, puis envoyez. ${NEVER_KEPT}`,
  gone: 'Votre session avait pris fin avant l’envoi : rien n’a été fait, et ce formulaire n’est plus proposé ici. Voici ce que vous aviez saisi.',
};

/** The one way of a page to the browser: each of its forms says whose it is, and one that came too late is filled in again (U8). */
export async function sendPage(
  deps: ApiDeps & { typeset?: (html: string) => string },
  { request, response, person }: { request: Request; response: Response; person: Person | null },
  page: JSX.Element,
  status: number,
): Promise<void> {
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const address = reading
    ? withoutKept(request.originalUrl)
    : (markOf(formBody(request.body), deps.seal)?.page ?? null);
  const id = request.query[KEPT_FIELD];
  const kept = reading ? await keptOf(deps, person, id) : null;
  const shown = kept === null ? String(await page) : fillAgain(String(await page), id as string, kept, NOTICE);
  const marked = markForms(shown, deps.seal, { person: person?.id ?? null, page: address });
  response
    .status(status)
    .setHeader('Cache-Control', 'no-store')
    .type('html')
    .send(deps.typeset?.(marked) ?? marked);
}

function withoutKept(address: string): string {
  const [path = '/', query = ''] = address.split('?');
  const left = new URLSearchParams(query);
  left.delete(KEPT_FIELD);
  return left.size === 0 ? path : `${path}?${left}`;
}
