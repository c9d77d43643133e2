import { Checkbox, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState, faultsOf, IdempotencyKey, typedIn } from '../kit/form.tsx';
import { instant, siretWords } from '../kit/words.ts';
import { LINK_FORMS } from './forms.ts';
import { PaperChoice } from './paper.tsx';
import type { LinkDocumentView, LinkParts, LinkView } from './views.ts';

/** To sign: first the code, then the signature over what is shown. */
export function Sign({
  path,
  link,
  toSign,
  shown,
  state,
  waits,
}: LinkParts & {
  toSign: readonly LinkDocumentView[];
  shown: LinkDocumentView;
  waits: boolean;
}): JSX.Element {
  const code = state(LINK_FORMS.code);
  const form = state(LINK_FORMS.sign, signatoryOf(link));
  const sent = link.code !== null || form.faults.length > 0;
  return (
    <section aria-labelledby="signer">
      <h2 id="signer">Signer</h2>
      {toSign.length > 1 ? (
        <>
          <p>Votre signature porte sur :</p>
          <PaperChoice path={`${path}/signer`} documents={toSign} shown={shown} />
        </>
      ) : (
        <p>
          Votre signature porte sur <strong safe>{shown.label}</strong>.
        </p>
      )}
      {waits && (
        <p class="notice">
          Un bulletin reste à compléter : vous pouvez le compléter d'abord et tout signer en une fois.
        </p>
      )}
      {toSign.map((one) => (
        <Written path={path} document={one} />
      ))}
      {sent ? (
        <>
          <CodeSent link={link} />
          <CodeFaults form={code} />
          <ActionForm
            action={`${path}/signer`}
            form={form}
            submit="Signer les documents"
            beside={
              <button type="submit" form={code.id} class="quiet">
                Renvoyer le code
              </button>
            }
          >
            {toSign.map((one) => (
              <input type="hidden" name="documents" value={`${one.id}:${one.version}`} />
            ))}
            <Signatory form={form} />
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
          <form method="post" action={`${path}/code`} id={code.id}>
            <IdempotencyKey />
          </form>
        </>
      ) : (
        <CodeForm path={path} form={code} words="Recevoir le code" sentTo={link.codeSentTo} />
      )}
    </section>
  );
}

/** Who signs, as the bulletin names them: shown, and asked only where nobody is named, or to name another. */
function Signatory({ form }: { form: FormState }): JSX.Element {
  const [name, title] = [typedIn(form, 'name'), typedIn(form, 'function')];
  const fields = (
    <div class="pair">
      <TextField form={form} name="name" label="Nom et prénom du signataire" autocomplete="name" />
      <TextField form={form} name="function" label="Fonction" autocomplete="organization-title" />
    </div>
  );
  if (name === '' || title === '') return fields;
  const wrong = ['name', 'function'].some((field) => faultsOf(form, field).length > 0);
  return (
    <details class="who-signs" open={wrong}>
      <summary>
        <span safe>{`Signataire : ${name}, ${title}`}</span> <span class="soft">(changer)</span>
      </summary>
      {fields}
    </details>
  );
}

/** What the bulletin says, in a line, with the way back to it: it is corrected until it is signed. */
function Written({ path, document }: { path: string; document: LinkDocumentView }): JSX.Element {
  if (!document.actions.includes('complete')) return '';
  const { raisonSociale = '', roles = [], departments = [] } = document.content;
  return (
    <p class="soft">
      <span
        safe
      >{`Bulletin : ${raisonSociale}, SIRET ${siretWords(document.siret)}, ${listed('rôle', roles)}, ${listed('département', departments)}.`}</span>{' '}
      <a href={`${path}/completer?document=${encodeURIComponent(document.id)}`}>
        Modifier<span class="hidden" safe>{` : ${document.label}`}</span>
      </a>
    </p>
  );
}

/** « rôle T9 », « départements 75, 93 ». */
const listed = (one: string, values: readonly string[]): string =>
  `${one}${values.length > 1 ? 's' : ''} ${values.join(', ')}`;

/** The signatory named in the bulletin. */
function signatoryOf(link: LinkView): FormState['values'] {
  const named = link.documents.map((one) => one.content.signatory).find((one) => one !== undefined);
  return named === undefined ? {} : { name: named.name, function: named.function };
}

/** That the code left, when and to which address. */
function CodeSent({ link: { code, codeSentTo } }: { link: LinkView }): JSX.Element {
  if (code === null) return '';
  return (
    <p class="notice" id="code-envoye" role="status" safe>
      {`Le code est parti le ${instant(code.sentAt)} à ${codeSentTo}, et sert jusqu'au ${instant(code.expiresAt)}. Rien reçu ? Regardez dans les indésirables, puis renvoyez-le.`}
    </p>
  );
}

function CodeFaults({ form }: { form: FormState }): JSX.Element {
  return (
    <>
      {form.faults.map(({ message }) => (
        <p class="fault" role="alert" safe>
          {message}
        </p>
      ))}
    </>
  );
}

/** Asks for the code, before the first one leaves. */
export function CodeForm({
  path,
  form,
  words,
  sentTo,
}: {
  path: string;
  form: FormState;
  words: string;
  sentTo: string;
}): JSX.Element {
  return (
    <>
      <p safe>{`Un code à six chiffres est envoyé à ${sentTo}.`}</p>
      <CodeFaults form={form} />
      <ActionForm action={`${path}/code`} form={form} submit={words} />
    </>
  );
}
