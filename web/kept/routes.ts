import { DomainError } from '../../domain/errors.ts';
import { ownPath } from '../kit/ownPath.ts';
import type { Pages } from '../kit/pages.ts';
import { param } from '../kit/query.ts';
import { KEPT_FIELD } from '../kit/shownTo.ts';
import { keptOf } from '../kit/tooLate.ts';

/** Back to the form that came too late (U8): its page shows it with what was typed. */
export function keptPages(pages: Pages): void {
  pages.get('/reprise/:id', async ({ deps, person, request, go }) => {
    if (person === null) throw new DomainError('NON_AUTHENTIFIE', 'Connectez-vous pour continuer.');
    const id = param(request, 'id');
    const kept = await keptOf(deps, person, id);
    if (kept === null) throw notKept();
    const page = ownPath(kept.page);
    const [path = '/', query = ''] = page.split('?');
    const search = new URLSearchParams(query);
    search.set(KEPT_FIELD, id);
    go(`${path}?${search}${kept.form === null ? '' : `#${kept.form}`}`);
  });
}

/** One answer for what was never there, was sent, is older than an hour, or is another account's. */
function notKept(): DomainError {
  return new DomainError(
    'INTROUVABLE',
    'Il n’y a rien à reprendre ici pour votre compte : une saisie n’est gardée qu’une heure, pour le compte qui l’avait commencée, et jusqu’à son envoi.',
  );
}
