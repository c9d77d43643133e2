import type { PropsWithChildren } from '@kitajs/html';
import { DomainError } from '../../domain/errors.ts';
import { Section } from './bits.tsx';
import { SelectField, TextField } from './fields.tsx';
import { FilterForm, freshForm } from './form.tsx';
import { Listing } from './listing.tsx';
import type { Visit } from './visit.ts';
import { count, instant } from './words.ts';

/** What the address of a list of checked lines may say. */
export const CHECKED_FILTERS = ['q', 'verdict', 'changed', 'sort', 'cursor'] as const;

/** Shows a checked file, or, where it is kept no more, leads to where one is chosen. */
export async function keptOr(visit: Visit, path: string, show: () => Promise<void>): Promise<void> {
  try {
    await show();
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'INTROUVABLE') throw error;
    visit.go(path, 'Cette vérification n’est plus gardée : choisissez de nouveau le fichier.');
  }
}

/** That nothing is done yet, and how long the file waits. `nothing`: what is not done, as « Rien n’est créé ». */
export function KeptNotice({
  nothing,
  checked: { checkedAt, keptUntil },
}: {
  nothing: string;
  checked: { checkedAt: string; keptUntil: string };
}): JSX.Element {
  return (
    <p class="notice" safe>
      {`${nothing}. Ce fichier, vérifié le ${instant(checkedAt)}, est gardé pour vous seul jusqu’au ${instant(keptUntil)}.`}
    </p>
  );
}

/** What is said otherwise than when the file was checked: shown before anything starts from it. `beside`: what no line says. */
export function Changes({
  changed,
  path,
  beside = '',
}: {
  changed: number;
  path: string;
  beside?: string;
}): JSX.Element {
  if (changed === 0 && beside === '') return '';
  return (
    <Section id="changements" title="Ce qui a changé depuis la vérification">
      {changed > 0 && (
        <p>
          <span safe>{`${count(changed, 'ligne a', 'lignes ont')} un autre résultat qu’à la vérification. `}</span>
          <a href={`${path}?changed=true#lignes`}>{changed === 1 ? 'La voir' : 'Les voir'}</a>
        </p>
      )}
      {beside !== '' && <p safe>{beside}</p>}
    </Section>
  );
}

/** What was said of a line as the file was checked, where something else is said since. */
export function Before<V extends string>({
  said,
  now,
  labels,
}: {
  said: V | null | undefined;
  now: V | null;
  labels: Readonly<Record<V, string>>;
}): JSX.Element {
  if (said === null || said === undefined) return '';
  const words = said === now ? `${labels[said]}, pour d’autres raisons` : labels[said];
  return (
    <>
      <br />
      <span class="soft" safe>{`À la vérification : ${words}`}</span>
    </>
  );
}

interface LinesProps {
  path: string;
  /** the list's address in the API */
  list: string;
  query: Readonly<Record<string, string>>;
  page: { total: number | null; nextCursor: string | null };
  /** what its lines are found by */
  found: string;
  verdicts: { label?: string; empty?: string; choices: readonly { value: string; label: string }[] };
  /** lines of which something else is said than was shown */
  changed: number;
  /** filters of the kind's own */
  filters?: JSX.Element;
}

/** Lines of a checked file as every list: found by their words, filtered by verdict, sorted, counted, as a file. */
export function CheckedLines({
  path,
  list,
  query,
  page,
  found,
  verdicts: { label = 'Verdict', empty = 'Tous', choices },
  changed,
  filters,
  children,
}: PropsWithChildren<LinesProps>): JSX.Element {
  const filter = freshForm('filtre', query);
  return (
    <Section id="lignes" title="Lignes">
      <FilterForm action={path} label="Filtrer les lignes" query={query}>
        <TextField form={filter} name="q" label={found} width="medium" />
        <SelectField form={filter} name="verdict" label={label} choices={choices} empty={empty} />
        {filters}
        {(changed > 0 || query.changed !== undefined) && (
          <SelectField
            form={filter}
            name="changed"
            label="Depuis la vérification"
            choices={[{ value: 'true', label: 'Résultat changé' }]}
            empty="Toutes les lignes"
          />
        )}
      </FilterForm>
      <Listing path={path} list={list} query={query} page={page} what="Ces lignes">
        {children}
      </Listing>
    </Section>
  );
}
