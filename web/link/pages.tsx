import type { Step } from '../../domain/decision/step.ts';
import { DOCUMENT_STATE_LABELS } from '../../domain/document/types.ts';
import { Where } from '../dossiers/where.tsx';
import { Section, State } from '../kit/bits.tsx';
import { TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { capital, documentOrder } from '../kit/words.ts';
import { EligibilityFields } from '../tasks/outcome.tsx';
import { BULLETIN_LABELS, BulletinForm, bulletinValues } from './bulletin.tsx';
import { DonePart, NextPart, ReadOnly, SignedPart } from './donePart.tsx';
import { Sign } from './signPart.tsx';
import { SiretQuestion } from './siretQuestion.tsx';
import type { LinkDocumentView, LinkView } from './views.ts';

/** Every form of the page by its id; one of them may come back with faults. */
export const LINK_FORMS = {
  eligibility: 'eligibilite',
  bulletin: 'bulletin',
  code: 'code',
  sign: 'signature',
  decline: 'refus',
  siret: 'siret-reponse',
  supply: 'complement',
  withdraw: 'retrait',
} as const;

const LABELS = {
  ...BULLETIN_LABELS,
  words: 'Un mot pour la Caf',
  'form.casf': 'Esat',
  'form.cdaph': 'Orientation par la CDAPH',
  'form.places': 'Nombre de places',
  'form.autorisation': "Arrêté d'autorisation",
  name: 'Nom et prénom',
  function: 'Fonction',
  consent: 'Accord',
  code: 'Code',
  reason: 'Motif',
  answer: 'Votre réponse',
};

interface LinkProps {
  view: View;
  /** address of this page */
  path: string;
  link: LinkView;
  /** where it stands, as far as the representative has a part in it */
  steps: readonly Step[];
  /** the form that was refused, with what was typed; null otherwise */
  refused: FormState | null;
}

/** What a mailed link opens, without an account: where things stand, and each thing that is expected now. */
export function LinkPage({ view, path, link, steps, refused }: LinkProps): JSX.Element {
  const state = (id: string, values: FormState['values'] = {}) =>
    refused?.id === id ? refused : freshForm(id, values);
  return (
    <Page view={view} title={link.organisme} faulty={refused !== null}>
      {refused !== null && <FaultSummary form={refused} labels={LABELS} />}
      <Section
        id="ou"
        title={link.kind === 'request' ? `Demande d'accès ${link.request?.reference ?? ''}` : 'Votre dossier'}
      >
        <p safe>{`Suivi par : ${link.caf.name}.`}</p>
        <Where
          process={{
            type: link.type,
            state: link.state,
            waitingFor: link.waitingFor,
            late: false,
            since: null,
            closedAt: link.ended ? '' : null,
            incident: null,
          }}
          steps={steps}
        />
      </Section>
      <ReadOnly link={link} />
      <SignedPart path={path} link={link} />
      <NextPart link={link} steps={steps} />
      <DonePart link={link} />
      {link.kind === 'request' ? (
        <RequestParts path={path} link={link} state={state} />
      ) : (
        <DossierParts path={path} link={link} state={state} />
      )}
    </Page>
  );
}

interface PartsProps {
  path: string;
  link: LinkView;
  state: (id: string, values?: FormState['values']) => FormState;
}

function RequestParts({ path, link, state }: PartsProps): JSX.Element {
  const withdraw = state(LINK_FORMS.withdraw);
  return (
    <>
      {link.actions.includes('supply') && (
        <Section id="complement-demande" title="Complément demandé">
          <blockquote class="notice" safe>
            {link.request?.question ?? ''}
          </blockquote>
          <ActionForm action={`${path}/repondre`} form={state(LINK_FORMS.supply)} submit="Envoyer la réponse">
            <TextArea form={state(LINK_FORMS.supply)} name="answer" label="Votre réponse" rows={6} />
          </ActionForm>
        </Section>
      )}
      {link.actions.includes('withdraw') && (
        <Withdraw
          path={path}
          form={withdraw}
          words="Retirer la demande"
          hint="La Caf ne l'étudiera pas plus loin. Vous pourrez en déposer une autre."
        />
      )}
    </>
  );
}

function DossierParts({ path, link, state }: PartsProps): JSX.Element {
  const eligibility = state(LINK_FORMS.eligibility);
  const toComplete = link.documents.filter((one) => one.actions.includes('complete'));
  const toSign = link.documents.filter((one) => one.actions.includes('sign')).sort(documentOrder);
  const declines = link.actions.includes('decline');
  return (
    <>
      <SiretQuestion path={path} link={link} form={state(LINK_FORMS.siret)} />
      {link.eligibilityExpected && (
        <Section id="formulaire-eligibilite" title="Formulaire d'éligibilité">
          <p>La Caf vérifie ces réponses avant de produire les documents.</p>
          <ActionForm action={`${path}/eligibilite`} form={eligibility} submit="Envoyer le formulaire">
            <EligibilityFields form={eligibility} prefix="form" />
          </ActionForm>
        </Section>
      )}
      {link.documents.length > 0 && (
        <Section id="documents" title="Vos documents">
          <DocumentList path={path} documents={[...link.documents].sort(documentOrder)} />
        </Section>
      )}
      {toComplete.map((document) => {
        const id = `${LINK_FORMS.bulletin}-${document.id}`;
        return (
          <Section id={`completer-${document.id}`} title={`À compléter : ${document.label}`}>
            <BulletinForm action={`${path}/bulletin`} document={document} form={state(id, bulletinValues(document))} />
          </Section>
        );
      })}
      {toSign.length > 0 && (
        <Sign
          path={path}
          link={link}
          toSign={toSign}
          form={state(LINK_FORMS.sign, signatoryOf(link))}
          code={state(LINK_FORMS.code)}
          waits={toComplete.length > 0}
        />
      )}
      {declines && <Decline path={path} form={state(LINK_FORMS.decline)} />}
      {!declines && link.actions.includes('withdraw') && (
        <Withdraw
          path={path}
          form={state(LINK_FORMS.withdraw)}
          words="Renoncer à ce dossier"
          hint="Le dossier s'arrête. La Caf en est prévenue."
        />
      )}
    </>
  );
}

/** The signatory named in the bulletin is proposed for the signature. */
function signatoryOf(link: LinkView): FormState['values'] {
  const named = link.documents.map((one) => one.content.signatory).find((one) => one !== undefined);
  return named === undefined ? {} : { name: named.name, function: named.function };
}

function DocumentList({ path, documents }: { path: string; documents: readonly LinkDocumentView[] }): JSX.Element {
  return (
    <ul class="links">
      {documents.map((document) => {
        const at = `${path}/documents/${encodeURIComponent(document.id)}`;
        return (
          <li>
            <strong safe>{capital(document.label)}</strong>{' '}
            <State code={document.state} words={DOCUMENT_STATE_LABELS[document.state]} />
            <br />
            <a href={at}>
              Lire le texte<span class="hidden" safe>{` : ${document.label}`}</span>
            </a>{' '}
            ·{' '}
            <a href={`${at}/pdf`}>
              PDF<span class="hidden" safe>{` : ${document.label}`}</span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

function Decline({ path, form }: { path: string; form: FormState }): JSX.Element {
  return (
    <details class="act" open={form.faults.length > 0}>
      <summary>Refuser les documents</summary>
      <ActionForm action={`${path}/refuser`} form={form} submit="Refuser" tone="danger">
        <TextArea form={form} name="reason" label="Motif" hint="La Caf le lira." rows={3} />
      </ActionForm>
    </details>
  );
}

function Withdraw({
  path,
  form,
  words,
  hint,
}: {
  path: string;
  form: FormState;
  words: string;
  hint: string;
}): JSX.Element {
  return (
    <details class="act" open={form.faults.length > 0}>
      <summary safe>{words}</summary>
      <p safe>{hint}</p>
      <ActionForm action={`${path}/retirer`} form={form} submit={words} tone="danger">
        <TextArea form={form} name="reason" label="Motif" optional rows={3} />
      </ActionForm>
    </details>
  );
}
