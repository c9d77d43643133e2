import { Page, type View } from '../kit/page.tsx';

const ABOVE = { href: '/connexion', label: 'Se connecter' };

/** Whoever the reason: who may sign in is not told to who may not. */
export function IdentityRefusedPage({ view }: { view: View }): JSX.Element {
  return (
    <Page view={view} title="Ce compte n'ouvre pas Passerelle" above={ABOVE}>
      <div class="panel">
        <p>
          La Caf vous a reconnu, mais ce compte n'est associé à aucun compte de Passerelle qui puisse servir
          aujourd'hui.
        </p>
        <p>
          Adressez-vous à l'administrateur Passerelle de votre Caf : il vérifie votre compte et son adresse de courriel.
        </p>
        <p>
          Vous êtes d'un organisme partenaire ? Connectez-vous avec l'identifiant reçu par courriel, il commence par
          MCP.
        </p>
        <Back />
      </div>
    </Page>
  );
}

/** The way to the provider and back was not walked to its end; `away`: the provider does not answer. */
export function IdentityFailedPage({ view, away }: { view: View; away: boolean }): JSX.Element {
  return (
    <Page view={view} title={away ? 'Compte de la Caf indisponible' : "La connexion n'a pas abouti"} above={ABOVE}>
      <div class="panel">
        <p>
          {away
            ? "Le service des comptes de la Caf ne répond pas. Réessayez dans quelques minutes, ou connectez-vous avec votre mot de passe de Passerelle : il n'en dépend pas."
            : 'La demande a été abandonnée, a déjà servi, ou a plus de dix minutes. Recommencez : rien n’est perdu.'}
        </p>
        <Back />
      </div>
    </Page>
  );
}

function Back(): JSX.Element {
  return (
    <p class="actions">
      <a class="button" href="/connexion">
        Retour à la connexion
      </a>
    </p>
  );
}
