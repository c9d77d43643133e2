import type { PropsWithChildren } from '@kitajs/html';
import type { Person } from '../../api/route.ts';
import { menuOf } from './menu.ts';
import { maySearch, SearchBox } from './searchBox.tsx';

/** What every page is given beside its own content. */
export interface View {
  person: Person | null;
  /** path of the page, to mark where one is */
  path: string;
  /** word about what was just done, told once */
  flash: string | null;
  /** instant of the rendering */
  now: Date;
  /** a development mailbox exists */
  devMails: boolean;
  /** what the search box holds: what was just looked for */
  sought?: string;
  /** services that this person may enter now (UI-1) */
  spaces?: readonly { href: string; label: string }[];
}

interface PageProps {
  view: View;
  title: string;
  /** the title of a page with faults says so first */
  faulty?: boolean;
  /** something runs: what bears `data-live` is brought up to date, every so many seconds */
  refreshSeconds?: number | null;
  /** the browser goes there at once, as if its link was pressed */
  goTo?: string;
  /** line above the title: where the page belongs */
  above?: { href: string; label: string };
  /** it has forms that are kept as one types */
  keepsTyping?: boolean;
}

/** One whole page: skip link, banner, menu, one h1, content, foot. Children are markup; every text is escaped where it is written. */
export function Page({
  view,
  title,
  faulty = false,
  refreshSeconds = null,
  goTo,
  above,
  keepsTyping = false,
  children,
}: PropsWithChildren<PageProps>): JSX.Element {
  return `<!doctype html>${(
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {goTo !== undefined && <meta http-equiv="refresh" content={`0; url=${goTo}`} />}
        {maySearch(view.person) && <script src="/assets/search.js" defer></script>}
        {keepsTyping && <script src="/assets/keep.js" defer></script>}
        {refreshSeconds !== null && (
          <>
            <script src="/assets/live.js" defer></script>
            <noscript>
              <meta http-equiv="refresh" content={String(refreshSeconds)} />
            </noscript>
          </>
        )}
        <title safe>{`${faulty ? 'Erreur : ' : ''}${title} – Passerelle`}</title>
        <link rel="stylesheet" href="/assets/passerelle.css" />
        <link rel="icon" href="/assets/passerelle.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#contenu">
          Aller au contenu
        </a>
        <Banner view={view} />
        <main id="contenu" tabindex="-1">
          {above !== undefined && (
            <p class="above">
              <a href={above.href} safe>
                {above.label}
              </a>
            </p>
          )}
          <h1 safe>{title}</h1>
          <div class="flash" role="status">
            {view.flash !== null && <p safe>{view.flash}</p>}
          </div>
          {children}
        </main>
        <Foot view={view} />
      </body>
    </html>
  )}`;
}

function Banner({ view }: { view: View }): JSX.Element {
  const { person } = view;
  return (
    <header class={maySearch(person) ? 'banner seeking' : 'banner'}>
      <div class="inner">
        <a class="brand" href="/">
          Passerelle
        </a>
        {maySearch(person) && <SearchBox typed={view.sought ?? ''} />}
        {person === null ? (
          <p class="who">
            <a href="/connexion">Se connecter</a>
          </p>
        ) : (
          <form class="who" method="post" action="/deconnexion">
            <a href="/mon-profil" safe>
              {`${person.firstName} ${person.lastName}`}
            </a>
            <button type="submit" class="link">
              Se déconnecter
            </button>
          </form>
        )}
        {/* on a narrow screen the menu folds, without a script: the box is checked where it is open */}
        <input type="checkbox" id="menu" class="fold-menu" />
        <label for="menu" class="fold-menu">
          Menu
        </label>
        <nav aria-label="Menu principal">
          <ul>
            {menuOf(person, view.spaces).map((entry) => (
              <li>
                <a href={entry.href} aria-current={isUnder(view.path, entry.href) ? 'page' : undefined} safe>
                  {entry.label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function isUnder(path: string, href: string): boolean {
  return path === href || (href !== '/' && path.startsWith(`${href}/`));
}

function Foot({ view }: { view: View }): JSX.Element {
  return (
    <footer>
      <div class="inner">
        <p>Passerelle suit l'ouverture des services de Mon compte partenaire.</p>
        <ul>
          <li>
            <a href="/informatique-et-libertes">Informatique et libertés</a>
          </li>
          <li>
            <a href="/accessibilite">Accessibilité : non conforme</a>
          </li>
          <li>
            <a href="/docs">Interface de programmation</a>
          </li>
          {view.devMails && (
            <li>
              <a href="/dev/mails">Courriels de développement</a>
            </li>
          )}
        </ul>
      </div>
    </footer>
  );
}
