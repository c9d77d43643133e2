import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';

/** Sign in; `back` is the page that asked for it. */
export function SignInPage({ view, form, back }: { view: View; form: FormState; back: string }): JSX.Element {
  return (
    <Page view={view} title="Se connecter" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={{ login: 'Identifiant', password: 'Mot de passe' }} />
      <div class="panel">
        <ActionForm action="/connexion" form={form} submit="Se connecter">
          <input type="hidden" name="retour" value={back} />
          <TextField
            form={form}
            name="login"
            label="Identifiant"
            hint="Agents des Caf : votre adresse courriel. Organismes : l'identifiant reçu par courriel, il commence par MCP."
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
      <p>
        <a href="/mot-de-passe-oublie">Mot de passe oublié, ou mot de passe temporaire expiré ?</a>
      </p>
      <p>
        Vous avez reçu un courriel avec un lien vers un dossier ? Aucun compte n'est nécessaire : ouvrez ce lien. Pour
        demander un accès, remplissez le <a href="/demande">formulaire de demande</a>.
      </p>
    </Page>
  );
}
