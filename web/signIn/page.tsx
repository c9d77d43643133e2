import { OwnSignIns } from '../help/pages.tsx';
import { Section } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';

interface SignInProps {
  view: View;
  form: FormState;
  /** page that asked for the sign-in */
  back: string;
  /** Caf-side people may come by the Caf's own accounts */
  oidc: boolean;
  /** why somebody who is signed in is asked again */
  again?: string;
}

export function SignInPage({ view, form, back, oidc, again }: SignInProps): JSX.Element {
  return (
    <Page view={view} title="Se connecter" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={{ login: 'Identifiant', password: 'Mot de passe' }} />
      {again !== undefined && (
        <p class="lead" safe>
          {again}
        </p>
      )}
      {oidc && (
        <div class="panel">
          <p>Vous travaillez pour une Caf ou pour la Cnaf :</p>
          <p class="actions">
            <a class="button" href={`/auth/oidc?${new URLSearchParams({ retour: back })}`}>
              Se connecter avec le compte de la Caf
            </a>
          </p>
        </div>
      )}
      <div class="panel">
        <ActionForm action="/connexion" form={form} submit="Se connecter">
          <input type="hidden" name="retour" value={back} />
          <TextField
            form={form}
            name="login"
            label="Identifiant"
            hint="Agents des Caf : votre adresse de courriel. Organismes : l'identifiant reçu par courriel, il commence par MCP."
            autocomplete="username"
          />
          <TextField
            form={form}
            name="password"
            label="Mot de passe"
            type="password"
            autocomplete="current-password"
            width="medium"
          />
        </ActionForm>
      </div>
      <ul class="links">
        <li>
          <a href="/mot-de-passe-oublie">Mot de passe oublié, ou mot de passe temporaire expiré ?</a>
        </li>
        <li>
          <a href="/probleme-de-connexion">Problème de connexion</a>
        </li>
        <li>
          <a href="/informatique-et-libertes">Informatique et libertés</a>
        </li>
      </ul>
      <Section id="securite" title="Votre sécurité">
        <ul>
          <li>
            Ne donnez à personne votre identifiant ni votre mot de passe, quelle que soit la raison. La Caf ne vous les
            demandera jamais.
          </li>
          <li>N'enregistrez pas votre mot de passe sur un poste de travail partagé ou non protégé.</li>
          <li>Déconnectez-vous quand vous quittez votre poste.</li>
        </ul>
      </Section>
      <OwnSignIns />
      <p>
        Vous avez reçu un courriel avec un lien vers un dossier ? Aucun compte n'est nécessaire : ouvrez ce lien. Pour
        demander un accès, remplissez le <a href="/demande">formulaire de demande</a>.
      </p>
    </Page>
  );
}
