import { TextField } from './fields.tsx';
import { FilterForm, freshForm } from './form.tsx';
import type { Listed, UserView } from './views.ts';

/** People offered in a choice; who has more looks for them by a word of their name. */
const OFFERED = '200';

/** Query of the people to offer. */
export function peopleQuery(q: string | undefined): Record<string, string> {
  return { limit: OFFERED, ...(q === undefined ? {} : { q }) };
}

/**
 * Those who may be chosen, whose account is not closed unless `fits` says otherwise, and the word they were looked for by: null while all of
 * them fit into the choice.
 */
export function offeredPeople(
  people: Listed<UserView>,
  q: string | undefined,
  fits: (person: UserView) => boolean = ({ state }) => state !== 'CLOS',
): { people: readonly UserView[]; search: string | null } {
  return {
    people: people.items.filter(fits),
    search: q ?? (people.nextCursor === null ? null : ''),
  };
}

/** A person as a choice. */
export function personChoice(person: UserView): { value: string; label: string } {
  return { value: person.id, label: `${person.firstName} ${person.lastName} (${person.login})` };
}

/** More people than a choice can offer: a word of the name narrows them down. */
export function PeopleSearch({ path, search }: { path: string; search: string | null }): JSX.Element {
  if (search === null) return '';
  return (
    <FilterForm action={path} label="Chercher une personne à proposer" submit="Chercher">
      <TextField
        form={freshForm('personne', { q: search })}
        name="q"
        label="Nom, courriel ou identifiant"
        hint="Les utilisateurs sont nombreux : les choix ci-dessous proposent ceux qui correspondent."
        type="search"
      />
    </FilterForm>
  );
}
