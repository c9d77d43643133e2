import { Section } from '../kit/bits.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { ABOVE, Code, PATH } from './page.tsx';

/** The key, shown once; null: it was shown, and the code that was typed is not one of it. */
export function KeyPage({
  view,
  form,
  begun,
  back,
}: {
  view: View;
  form: FormState;
  begun: { key: string; uri: string } | null;
  /** page that one was going to */
  back: string;
}): JSX.Element {
  return (
    <Page view={view} title="Activer la double authentification" above={ABOVE} faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={{ code: 'Code' }} />
      {begun !== null && (
        <Section id="cle" title="1. La clé, dans votre application">
          <p>
            Dans une application d'authentification (TOTP), ajoutez un compte et saisissez cette clé. Elle n'est montrée
            qu'ici, une fois.
          </p>
          <p class="code" safe>
            {begun.key.match(/.{1,4}/g)?.join(' ') ?? ''}
          </p>
          <p>
            Sur le téléphone même : <a href={begun.uri}>ouvrir l'application avec cette clé</a>.
          </p>
        </Section>
      )}
      <Section id="premier-code" title={begun === null ? 'Un premier code' : '2. Un premier code'}>
        <ActionForm action={`${PATH}/confirmer`} form={form} submit="Activer">
          <input type="hidden" name="retour" value={back} />
          <Code form={form} hint="Les six chiffres que l'application montre pour Passerelle." />
        </ActionForm>
      </Section>
      <p>
        <a href={`${PATH}?${new URLSearchParams({ retour: back })}`}>Recommencer avec une autre clé</a>
      </p>
    </Page>
  );
}

/** The recovery codes, shown once. */
export function RecoveryCodesPage({
  view,
  codes,
  back,
}: {
  view: View;
  codes: readonly string[];
  back: string;
}): JSX.Element {
  return (
    <Page view={view} title="Double authentification activée" above={ABOVE}>
      <p>
        Gardez ces codes de secours hors du téléphone. Chacun remplace une fois le code de l'application. Ils ne seront
        plus montrés.
      </p>
      <ul>
        {codes.map((code) => (
          <li>
            <code safe>{code}</code>
          </li>
        ))}
      </ul>
      <p class="actions">
        <a class="button" href={back}>
          Je les ai notés
        </a>
      </p>
    </Page>
  );
}
