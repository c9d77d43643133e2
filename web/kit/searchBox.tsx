import { hasRole, STAFF } from '../../api/access.ts';
import type { Person } from '../../api/route.ts';
import { rulesComeFirst } from './rulesFirst.ts';

/** Where what was looked for is shown. */
export const SEARCH_PATH = '/recherche';

/** Who has the one search box: the Cafs' and the platform's people, and who administers a partner, in what they may see. */
export function maySearch(person: Person | null): boolean {
  if (person === null || person.restricted || person.enrolling || rulesComeFirst(person)) return false;
  return hasRole(person, ...STAFF, 'administrateur');
}

/** The one search box of every page; « / » leads into it (search.js). */
export function SearchBox({ typed }: { typed: string }): JSX.Element {
  return (
    <search class="seek">
      <form method="get" action={SEARCH_PATH}>
        <label class="hidden" for="recherche">
          Rechercher partout
        </label>
        <input
          id="recherche"
          name="q"
          type="search"
          value={typed}
          maxlength="200"
          autocomplete="off"
          placeholder="Rechercher ( / )"
          aria-keyshortcuts="/"
        />
        <button type="submit">
          <span class="hidden">Rechercher</span>
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
            <circle cx="8.5" cy="8.5" r="5.5" fill="none" stroke="currentColor" stroke-width="2" />
            <path d="M13 13l5 5" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
          </svg>
        </button>
      </form>
    </search>
  );
}
