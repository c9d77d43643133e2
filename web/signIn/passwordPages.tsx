import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';

const RULE = '12 caractères au moins : plusieurs mots sans rapport entre eux sont faciles à retenir et durs à deviner.';

/** After a temporary password: one's own is chosen before anything else is shown (ACC-7). */
export function FirstLoginPage({ view, form, back }: { view: View; form: FormState; back: string }): JSX.Element {
  return (
    <Page view={view} title="Choisissez votre mot de passe" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={{ newPassword: 'Mot de passe' }} />
      <p>Le mot de passe temporaire a servi : il ne servira plus. Le vôtre n'est connu que de vous.</p>
      <div class="panel">
        <ActionForm action="/premiere-connexion" form={form} submit="Enregistrer mon mot de passe">
          <input type="hidden" name="retour" value={back} />
          <TextField
            form={form}
            name="newPassword"
            label="Nouveau mot de passe"
            hint={RULE}
            type="password"
            autocomplete="new-password"
            width="medium"
          />
        </ActionForm>
      </div>
    </Page>
  );
}

/** « Mot de passe oublié »: only the person can ask (ACC-8). */
export function ForgottenPage({ view, form }: { view: View; form: FormState }): JSX.Element {
  return (
    <Page
      view={view}
      title="Mot de passe oublié"
      above={{ href: '/connexion', label: 'Se connecter' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ login: 'Identifiant' }} />
      <p>
        Un mot de passe temporaire, valable 24 heures, part à l'adresse de votre compte. Il remplace le précédent, et
        sert aussi quand celui de la première connexion a expiré.
      </p>
      <div class="panel">
        <ActionForm action="/mot-de-passe-oublie" form={form} submit="Recevoir un mot de passe">
          <TextField
            form={form}
            name="login"
            label="Identifiant"
            hint="Agents des Caf : votre adresse de courriel. Organismes : il commence par MCP ; votre gestionnaire le lit dans la liste de ses utilisateurs."
            autocomplete="username"
          />
        </ActionForm>
      </div>
    </Page>
  );
}

/** The same answer for everybody, known or not (ACC-12). */
export function ForgottenSentPage({ view }: { view: View }): JSX.Element {
  return (
    <Page view={view} title="Regardez vos courriels" above={{ href: '/connexion', label: 'Se connecter' }}>
      <p>
        Si cet identifiant existe, un mot de passe temporaire vient de partir. Il arrive en quelques minutes : regardez
        aussi dans les indésirables.
      </p>
      <p>Votre mot de passe actuel reste bon tant que le nouveau n'a pas servi.</p>
      <p class="actions">
        <a class="button" href="/connexion">
          Se connecter
        </a>
      </p>
    </Page>
  );
}
