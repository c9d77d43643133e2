import type { Step } from '../../domain/decision/step.ts';
import { DOCUMENT_STATE_LABELS, DOCUMENT_STATE_MARKS } from '../../domain/document/types.ts';
import { Where } from '../dossiers/where.tsx';
import { Section, State } from '../kit/bits.tsx';
import { TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { capital, count, documentOrder } from '../kit/words.ts';
import { EligibilityFields } from '../tasks/eligibilityFields.tsx';
import { BULLETIN_LABELS } from './bulletin.tsx';
import { DonePart, ReadOnly, SignedPart, signedBy } from './donePart.tsx';
import { LINK_FORMS } from './forms.ts';
import { KeepButton, KeptAs } from './keptParts.tsx';
import { SiretQuestion } from './siretQuestion.tsx';
import { StagePart, StageSteps } from './stageParts.tsx';
import type { Stage } from './stages.ts';
import type { LinkDocumentView, LinkParts, LinkView } from './views.ts';

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
  /** address of the link */
  path: string;
  link: LinkView;
  /** where it stands, as far as the representative has a part in it */
  steps: readonly Step[];
  /** the form that was refused, with what was typed; null otherwise */
  refused: FormState | null;
  /** what is to be read, completed or signed now; null: the dossier itself */
  stage: Stage | null;
  /** id of the document that is shown beside; null: the first */
  document: string | null;
  /** what was half typed, by form */
  kept: ReadonlyMap<string, FormState['values']>;
}

/** What a mailed link opens, without an account: one thing after the other while there is something to sign, else where things stand. */
export function LinkPage(props: LinkProps): JSX.Element {
  const { view, path, link, refused, stage, document, kept } = props;
  const state = (id: string, values: FormState['values'] = {}) =>
    refused?.id === id ? refused : freshForm(id, { ...values, ...kept.get(id) });
  const parts = { path, link, state };
  return (
    <Page view={view} title={link.organisme} faulty={refused !== null} keepsTyping={link.actions.length > 0}>
      {refused !== null && <FaultSummary form={refused} labels={LABELS} />}
      {stage === null ? (
        <DossierNow {...props} parts={parts} />
      ) : (
        <>
          <StageSteps path={path} link={link} stage={stage} />
          <StagePart {...parts} stage={stage} document={document} />
          <div class="aside">
            <details class="act">
              <summary>Où en est votre dossier</summary>
              <Standing {...props} />
              <DonePart link={link} />
            </details>
            <GiveUp {...parts} />
          </div>
        </>
      )}
    </Page>
  );
}

function Standing({ link, steps }: LinkProps): JSX.Element {
  return (
    <>
      <p safe>{`Suivi par : ${link.caf.name}.`}</p>
      <Where
        process={{
          type: link.type,
          state: link.state,
          // what befalls the Caf's task is the Caf's affair
          waitingFor: link.waitingFor?.who === 'CAF' ? { ...link.waitingFor, then: '' } : link.waitingFor,
          late: false,
          since: null,
          closedAt: link.ended ? '' : null,
          incident: null,
        }}
        steps={steps}
      />
    </>
  );
}

/** Where the dossier stands, what was done, what follows, and what the Caf asks beside documents. */
function DossierNow({ parts, ...props }: LinkProps & { parts: LinkParts }): JSX.Element {
  const { path, link, steps, document } = props;
  return (
    <>
      <Section
        id="ou"
        title={link.kind === 'request' ? `Demande d'accès ${link.request?.reference ?? ''}` : 'Votre dossier'}
      >
        <Standing {...props} />
      </Section>
      <ReadOnly link={link} />
      <SignedPart path={path} link={link} steps={steps} document={document} />
      <DonePart link={link} />
      {link.kind === 'request' ? <RequestParts {...parts} /> : <DossierParts {...parts} />}
    </>
  );
}

function RequestParts({ path, link, state }: LinkParts): JSX.Element {
  const withdraw = state(LINK_FORMS.withdraw);
  return (
    <>
      {link.actions.includes('supply') && (
        <Section id="complement-demande" title="Complément demandé">
          <blockquote class="notice" safe>
            {link.request?.question ?? ''}
          </blockquote>
          <ActionForm
            action={`${path}/repondre`}
            form={state(LINK_FORMS.supply)}
            submit="Envoyer la réponse"
            beside={<KeepButton path={path} />}
          >
            <KeptAs form={state(LINK_FORMS.supply)} />
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

function DossierParts({ path, link, state }: LinkParts): JSX.Element {
  const eligibility = state(LINK_FORMS.eligibility);
  return (
    <>
      <SiretQuestion path={path} link={link} form={state(LINK_FORMS.siret)} />
      {link.eligibilityExpected && (
        <Section id="formulaire-eligibilite" title="Formulaire d'éligibilité">
          <p>La Caf vérifie ces réponses avant de produire les documents.</p>
          <ActionForm
            action={`${path}/eligibilite`}
            form={eligibility}
            submit="Envoyer le formulaire"
            beside={<KeepButton path={path} />}
          >
            <KeptAs form={eligibility} />
            <EligibilityFields form={eligibility} prefix="form" />
          </ActionForm>
        </Section>
      )}
      {link.documents.length > signedBy(link).length && (
        <Section id="documents" title="Vos documents">
          <DocumentList path={path} documents={[...link.documents].sort(documentOrder)} />
        </Section>
      )}
      <GiveUp path={path} link={link} state={state} />
    </>
  );
}

/** What ends it, out of the way of what goes on. */
function GiveUp({ path, link, state }: LinkParts): JSX.Element {
  if (link.actions.includes('decline')) return <Decline path={path} link={link} form={state(LINK_FORMS.decline)} />;
  if (!link.actions.includes('withdraw')) return '';
  return (
    <Withdraw
      path={path}
      form={state(LINK_FORMS.withdraw)}
      words="Renoncer à ce dossier"
      hint="Le dossier s'arrête. La Caf en est prévenue."
    />
  );
}

function DocumentList({ path, documents }: { path: string; documents: readonly LinkDocumentView[] }): JSX.Element {
  return (
    <ul class="links">
      {documents.map((document) => {
        const at = `${path}/documents/${encodeURIComponent(document.id)}`;
        return (
          <li>
            <strong safe>{capital(document.label)}</strong>{' '}
            <State mark={DOCUMENT_STATE_MARKS[document.state]} words={DOCUMENT_STATE_LABELS[document.state]} />
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

function Decline({ path, link, form }: { path: string; link: LinkView; form: FormState }): JSX.Element {
  const refused = link.documents.filter(({ actions }) => actions.includes('decline')).map(({ label }) => label);
  return (
    <details class="act" open={form.faults.length > 0}>
      <summary>Refuser les documents</summary>
      <p safe>
        {`Vous refusez ${count(refused.length, 'document', 'documents')} : ${refused.join(', ')}. ${link.caf.name} en est prévenue.`}
      </p>
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
