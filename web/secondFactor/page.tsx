import type { z } from 'zod';
import type { demandOut } from '../../api/routes/secondFactor/demand.ts';
import type { secondFactorOut } from '../../api/routes/secondFactor/state.ts';
import { Section } from '../kit/bits.tsx';
import { Checkbox, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { count, instant } from '../kit/words.ts';

export const PATH = '/mon-profil/double-authentification';
export const ABOVE = { href: '/mon-profil', label: 'Mon profil' };
const LABELS = { password: 'Mot de passe actuel', code: 'Code', login: 'Adresse de courriel ou identifiant' };

interface SecondFactorProps {
  view: View;
  factor: z.output<typeof secondFactorOut>;
  /** turning it on, or off */
  own: FormState;
  /** page that one was going to */
  back: string;
  /** what the Caf demands of its people; null: not theirs to say */
  demand: (z.output<typeof demandOut> & { form: FormState }) | null;
  /** null: this person may not reset another's */
  reset: FormState | null;
}

/** « Double authentification »: one's own, and another's where a telephone is lost. */
export function SecondFactorPage({ view, factor, own, back, demand, reset }: SecondFactorProps): JSX.Element {
  const faults = own.faults.length + (reset?.faults.length ?? 0) + (demand?.form.faults.length ?? 0);
  return (
    <Page view={view} title="Double authentification" above={ABOVE} faulty={faults > 0}>
      <FaultSummary form={own} labels={LABELS} />
      {reset !== null && <FaultSummary form={reset} labels={LABELS} />}
      {demand !== null && <FaultSummary form={demand.form} labels={LABELS} />}
      {view.person?.enrolling === true && (
        <p class="notice">Votre Caf demande une double authentification : activez la vôtre pour continuer.</p>
      )}
      <Section id="la-mienne" title="Mon compte">
        {factor.on ? <TurnOff factor={factor} form={own} /> : <TurnOn factor={factor} form={own} back={back} />}
      </Section>
      {demand !== null && <DemandForm demand={demand} />}
      {reset !== null && (
        <Section id="quelqu-un" title="Réinitialiser celle de quelqu'un">
          <p>
            Pour une personne qui n'a plus ni téléphone ni code de secours. Assurez-vous que c'est bien elle qui le
            demande : son mot de passe suffira de nouveau. Elle en est prévenue par courriel.
          </p>
          <ActionForm action={`${PATH}/reinitialiser`} form={reset} submit="Réinitialiser" tone="danger">
            <TextField form={reset} name="login" label={LABELS.login} autocomplete="off" />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}

/** The Caf's own rule: who has to have one. */
function DemandForm({ demand }: { demand: NonNullable<SecondFactorProps['demand']> }): JSX.Element {
  const { form, without } = demand;
  const lacking = (n: number) => `${count(n, "personne ne l'a pas encore", "personnes ne l'ont pas encore")}.`;
  return (
    <Section id="demande-de-la-caf" title="Ce que demande votre Caf">
      <p>
        Qui n'a pas de double authentification est amené à l'activer à sa prochaine connexion, avant toute autre chose ;
        qui en a une ne peut plus la retirer. La connexion par le compte de la Caf n'en demande pas.
      </p>
      <ActionForm action={`${PATH}/demande`} form={form} submit="Enregistrer">
        <Checkbox
          form={form}
          name="agents"
          label="La demander aux agents et aux administrateurs de la Caf"
          hint={lacking(without.agents)}
        />
        <Checkbox
          form={form}
          name="administrateurs"
          label="La demander aux administrateurs des partenaires de la Caf"
          hint={lacking(without.administrateurs)}
        />
      </ActionForm>
    </Section>
  );
}

function TurnOn({
  factor,
  form,
  back,
}: {
  factor: SecondFactorProps['factor'];
  form: FormState;
  back: string;
}): JSX.Element {
  if (!factor.byPassword)
    return (
      <p>
        Vous vous connectez par le compte de la Caf, sans mot de passe de Passerelle : sa protection relève de la Caf.
      </p>
    );
  return (
    <>
      <p>
        Elle n'est pas active. Une fois activée, un code d'une application d'authentification de votre téléphone est
        demandé après le mot de passe. La connexion par le compte de la Caf n'en demande pas.
      </p>
      <ActionForm action={PATH} form={form} submit="Préparer l'activation">
        <input type="hidden" name="retour" value={back} />
        <Password form={form} />
      </ActionForm>
    </>
  );
}

function TurnOff({ factor, form }: { factor: SecondFactorProps['factor']; form: FormState }): JSX.Element {
  return (
    <>
      <p safe>
        {`Active depuis le ${instant(factor.since ?? '')}. Il vous reste ${count(factor.recoveryCodesLeft, 'code de secours', 'codes de secours')}. Pour en avoir d'autres, retirez-la puis activez-la de nouveau.`}
      </p>
      {factor.demanded ? (
        <p class="notice">Votre Caf la demande : elle ne peut pas être retirée.</p>
      ) : (
        <ActionForm action={`${PATH}/retirer`} form={form} submit="Retirer la double authentification" tone="danger">
          <Password form={form} />
          <Code form={form} hint="De l'application, ou un code de secours." />
        </ActionForm>
      )}
    </>
  );
}

function Password({ form }: { form: FormState }): JSX.Element {
  return (
    <TextField
      form={form}
      name="password"
      label={LABELS.password}
      type="password"
      autocomplete="current-password"
      width="medium"
    />
  );
}

export function Code({ form, hint }: { form: FormState; hint: string }): JSX.Element {
  return (
    <TextField form={form} name="code" label={LABELS.code} hint={hint} autocomplete="one-time-code" width="medium" />
  );
}
