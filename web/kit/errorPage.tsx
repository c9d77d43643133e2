import { PLACES } from '../../domain/diagnosis/places.ts';
import { Page, type View } from './page.tsx';

interface Refusal {
  status: number;
  /** what is wrong and what to do, in French */
  message: string;
  requestId: string;
}

const TITLES: Record<number, string> = {
  400: 'Demande illisible',
  403: 'Accès refusé',
  404: 'Page introuvable',
  409: "Impossible dans l'état actuel",
  410: 'Lien périmé',
  413: 'Envoi trop volumineux',
  429: 'Trop de tentatives',
  503: 'Service momentanément indisponible',
};

/**
 * A visit that comes from another site (a webmail) arrives without the strict session cookie; asked again from here, the browser
 * sends it. Without a session, the sign-in follows.
 */
export function StepInPage({ view, path }: { view: View; path: string }): JSX.Element {
  return (
    <Page view={view} title="Un instant" goTo={path}>
      <p>
        <a class="button" href={path}>
          Continuer
        </a>
      </p>
    </Page>
  );
}

/** Any refusal that has no form of its own to go back to. */
export function ErrorPage({ view, refusal }: { view: View; refusal: Refusal }): JSX.Element {
  const { status, message, requestId } = refusal;
  return (
    <Page view={view} title={TITLES[status] ?? (status >= 500 ? 'Une erreur est survenue' : 'Demande refusée')}>
      <div class="panel">
        <p safe>{message}</p>
        {status === 404 && (
          <p>
            Vérifiez l'adresse, ou repartez de l'accueil. Un lien reçu par courriel cesse de fonctionner quand il a
            servi ou qu'un autre l'a remplacé.
          </p>
        )}
        {status === 403 && <WhomToAsk view={view} />}
        {status >= 500 && (
          <p>
            Numéro à citer : <strong safe>{requestId}</strong>
          </p>
        )}
        <p class="actions">
          <a class="button quiet" href="/">
            Retour à l'accueil
          </a>
        </p>
      </div>
    </Page>
  );
}

/** A form of another account: who is signed in now, and the ways on. */
export function ShownToAnotherPage({
  view,
  message,
  page,
  keptAt,
}: {
  view: View;
  message: string;
  page: string | null;
  keptAt: string | null;
}): JSX.Element {
  const { person } = view;
  return (
    <Page view={view} title="Rien n'a été fait" faulty>
      <div class="panel" role="alert">
        <p safe>{message}</p>
        {person !== null && (
          <p>
            Vous êtes connecté avec le compte de <strong safe>{`${person.firstName} ${person.lastName}`}</strong>.
          </p>
        )}
        <p class="actions">
          {keptAt !== null ? (
            <a class="button" href={keptAt}>
              Retrouver ce que vous aviez saisi
            </a>
          ) : (
            <a class="button" href={page ?? '/'}>
              Ouvrir la page avec ce compte
            </a>
          )}
        </p>
      </div>
    </Page>
  );
}

/** Of a refused access: a partner's people turn to their own, an administrateur alone to the Caf (CON-30, RGT-11). */
function WhomToAsk({ view: { person, path } }: { view: View }): JSX.Element {
  const service = /^\/services\/([A-Z_]+)$/.exec(path)?.[1];
  if (person?.partnerId == null)
    return <p>Si vous pensez que c'est une erreur, adressez-vous à l'administrateur de votre Caf.</p>;
  const whom = person.roles.includes('administrateur')
    ? 'demandez de l’aide à la Caf'
    : 'adressez-vous à votre gestionnaire ou à votre administrateur';
  return (
    <>
      <p safe>{`Si vous pensez que c'est une erreur, ${whom}.`}</p>
      {service !== undefined && (
        <p class="actions">
          <a class="button" href={`${PLACES.account(person.id).page}/diagnostic?service=${service}`}>
            Chercher pourquoi
          </a>
        </p>
      )}
    </>
  );
}
