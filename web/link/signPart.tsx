import { Section } from '../kit/bits.tsx';
import { Checkbox, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import { instant } from '../kit/words.ts';
import type { LinkDocumentView, LinkView } from './views.ts';

/** To sign: first the code, then the signature over what is shown. */
export function Sign({
  path,
  link,
  toSign,
  form,
  code,
  waits,
}: {
  path: string;
  link: LinkView;
  toSign: readonly LinkDocumentView[];
  form: FormState;
  code: FormState;
  waits: boolean;
}): JSX.Element {
  return (
    <Section id="signer" title="Signer">
      <p>
        Votre signature porte sur <strong safe>{toSign.map((one) => one.label).join(', ')}</strong>. Lisez chaque texte
        avant de signer.
      </p>
      {waits && (
        <p class="notice">
          Un bulletin reste à compléter : vous pouvez le compléter d'abord et tout signer en une fois.
        </p>
      )}
      <h3>1. Recevoir le code</h3>
      <CodeStep path={path} link={link} form={code} />
      <h3>2. Signer</h3>
      <ActionForm action={`${path}/signer`} form={form} submit="Signer les documents">
        {toSign.map((one) => (
          <input type="hidden" name="documents" value={`${one.id}:${one.version}`} />
        ))}
        <TextField form={form} name="name" label="Nom et prénom du signataire" autocomplete="name" />
        <TextField form={form} name="function" label="Fonction" autocomplete="organization-title" />
        <TextField
          form={form}
          name="code"
          label="Code reçu par courriel"
          inputmode="numeric"
          autocomplete="one-time-code"
          width="short"
        />
        <Checkbox
          form={form}
          name="consent"
          label="J'ai lu ces documents, j'ai qualité pour engager l'organisme et j'accepte de les signer."
        />
      </ActionForm>
    </Section>
  );
}

/** Beside the button: that the code left, when and to which address, and how to have it sent again. */
function CodeStep({ path, link, form }: { path: string; link: LinkView; form: FormState }): JSX.Element {
  const { code, codeSentTo } = link;
  return (
    <div id="code-envoye">
      {code === null ? (
        <p safe>{`Un code à six chiffres est envoyé à ${codeSentTo}.`}</p>
      ) : (
        <p class="notice" role="status" safe>
          {`Le code est parti le ${instant(code.sentAt)} à ${codeSentTo}. Il arrive en général dans la minute, et sert jusqu'au ${instant(code.expiresAt)}. Rien reçu ? Regardez dans les indésirables, puis renvoyez-le.`}
        </p>
      )}
      {form.faults.map(({ message }) => (
        <p class="fault" role="alert" safe>
          {message}
        </p>
      ))}
      <ActionForm
        action={`${path}/code`}
        form={form}
        submit={code === null ? 'Recevoir le code' : 'Renvoyer le code'}
        tone="quiet"
      />
    </div>
  );
}
