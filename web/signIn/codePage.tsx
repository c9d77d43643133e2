import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';

interface CodeProps {
  view: View;
  form: FormState;
  /** sealed: the password was right */
  ticket: string;
  /** page that asked for the sign-in */
  back: string;
}

/** The second step of signing in, for who has turned the second factor on. */
export function CodePage({ view, form, ticket, back }: CodeProps): JSX.Element {
  return (
    <Page
      view={view}
      title="Votre code"
      above={{ href: '/connexion', label: 'Se connecter' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ code: 'Code' }} />
      <div class="panel">
        <ActionForm action="/connexion/code" form={form} submit="Continuer">
          <input type="hidden" name="retour" value={back} />
          <input type="hidden" name="ticket" value={ticket} />
          <TextField
            form={form}
            name="code"
            label="Code"
            hint="Les six chiffres de votre application d'authentification, ou un de vos codes de secours."
            autocomplete="one-time-code"
            width="medium"
          />
        </ActionForm>
      </div>
      <p>
        Plus de téléphone ni de code de secours ? L'administrateur Passerelle de votre Caf peut réinitialiser votre
        double authentification.
      </p>
    </Page>
  );
}
