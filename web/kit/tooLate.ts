import { z } from 'zod';
import type { ApiDeps } from '../../api/deps.ts';
import { dropKeptForm, keepForm, keptForm } from '../../api/keptForms.ts';
import type { Person } from '../../api/route.ts';
import { DomainError } from '../../domain/errors.ts';
import { type FormBody, text } from './body.ts';
import { KEPT_FIELD, MARK_FIELD, type Mark, markOf } from './shownTo.ts';

/** What was typed in a form, and where that form stood. */
const keptSchema = z.object({
  page: z.string().nullable(),
  action: z.string(),
  form: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});
export type KeptForm = z.infer<typeof keptSchema>;

/** What is never kept, in the words of whoever looks for it. */
export const NEVER_KEPT = 'Les mots de passe, les codes et les fichiers ne sont jamais gardés : ils sont à redonner.';

/** The session of whom the form was shown to is over: nothing is done, what was typed waits at `keptAt`. */
export class SessionOver extends DomainError {
  readonly keptAt: string;
  constructor(keptAt: string) {
    super('NON_AUTHENTIFIE', 'Votre session a pris fin. Connectez-vous pour continuer.');
    this.keptAt = keptAt;
  }
}

/** The form was shown to somebody else: nothing is done. `keptAt`: where the one who is signed in finds what was typed, when it is theirs. */
export class ShownToAnother extends DomainError {
  readonly keptAt: string | null;
  readonly page: string | null;
  constructor(message: string, { keptAt, page }: { keptAt: string | null; page: string | null }) {
    super('AUTRE_COMPTE', message);
    this.keptAt = keptAt;
    this.page = page;
  }
}

/**
 * A form acts for whom it was shown to (U8). Another account's, or one that does not say whose it is, is refused before anything is done
 * (AUTRE_COMPTE); one of a session that is over leads to the sign-in (NON_AUTHENTIFIE). What was typed is kept for the account that it was
 * shown to, or, where nobody had signed in yet, for the one that has since.
 */
export async function assertShownTo(
  deps: ApiDeps,
  person: Person | null,
  sent: { body: FormBody; action: string },
): Promise<void> {
  const mark = markOf(sent.body, deps.seal);
  if (mark === null) {
    if (person === null) return;
    throw new ShownToAnother(
      'Cette page ne dit pas à qui elle a été montrée. Rien n’a été fait : rouvrez-la et recommencez.',
      { keptAt: null, page: null },
    );
  }
  if (mark.person === (person?.id ?? null)) return;
  if (person === null) throw new SessionOver(await keep(deps, mark.person as string, mark, sent));
  if (mark.person === null) {
    const keptAt = await keep(deps, person.id, mark, sent);
    throw new ShownToAnother(
      `Cette page a été ouverte avant que vous ne soyez connecté : rien n’a été fait. Ce que vous aviez saisi vous attend. ${NEVER_KEPT}`,
      { keptAt, page: mark.page },
    );
  }
  await keep(deps, mark.person, mark, sent);
  throw new ShownToAnother(
    `Cette page a été montrée à un autre compte que le vôtre : rien n’a été fait. Ce qui y était saisi attend cet autre compte pendant une heure. ${NEVER_KEPT}`,
    { keptAt: null, page: mark.page },
  );
}

/** Keeps what was typed in a form that was shown to who sends it, but may not be acted on yet; returns where it is found again. */
export async function keepTyped(deps: ApiDeps, sent: { body: FormBody; action: string }): Promise<string> {
  const mark = markOf(sent.body, deps.seal);
  return mark?.person == null ? '/' : keep(deps, mark.person, mark, sent);
}

async function keep(
  deps: ApiDeps,
  userId: string,
  mark: Mark,
  { body, action }: { body: FormBody; action: string },
): Promise<string> {
  const out = new Set([...mark.secrets, 'cle', MARK_FIELD, KEPT_FIELD]);
  const values = Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => (out.has(name) || value === undefined ? [] : [[name, value]])),
  );
  const content: KeptForm = { page: mark.page, action, form: mark.form, values };
  const id = await keepForm(deps, { userId, content, at: deps.clock() });
  return `/reprise/${id}`;
}

/** What this person typed before; null when it is another's, sent already, or older than an hour. */
export async function keptOf(deps: ApiDeps, person: Person | null, id: unknown): Promise<KeptForm | null> {
  if (person === null || typeof id !== 'string' || !/^[\w-]{22}$/.test(id)) return null;
  const content = await keptForm(deps, { id, userId: person.id, at: deps.clock() });
  // what is no form (a list of people that was checked) is none to give back
  return keptSchema.safeParse(content).data ?? null;
}

/** A form that was filled in again was sent. */
export async function sentAgain(deps: ApiDeps, person: Person | null, body: FormBody): Promise<void> {
  const id = text(body, KEPT_FIELD);
  if (person !== null && id !== '') await dropKeptForm(deps.db, { id, userId: person.id });
}
