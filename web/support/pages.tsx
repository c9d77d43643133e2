import { SUPPORT_STATES } from '../../domain/supportRequest/transitions.ts';
import { Waiting } from '../dossiers/where.tsx';
import { Day, Facts, Instant, Mark, ProcessState, Section, Table } from '../kit/bits.tsx';
import { SelectField, TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted, SupportView } from '../kit/views.ts';
import { date, processStateWords } from '../kit/words.ts';
import { ASKED, PRIORITY_WORDS, SPEAKER_WORDS, SUPPORT_KIND_WORDS } from './words.ts';

export const supportPath = (id: string): string => `/support/${encodeURIComponent(id)}`;

const STATES = SUPPORT_STATES.map((value) => ({
  value,
  label: processStateWords({ type: 'supportRequest', state: value }),
}));
const LATE = [{ value: 'true', label: 'En retard seulement' }];

/** Requests to the Caf, newest first where nobody says otherwise; for the Caf, those of its partners. */
export function SupportListPage({
  view,
  requests,
  query,
  asks,
}: {
  view: View;
  requests: Counted<SupportView>;
  query: Readonly<Record<string, string>>;
  /** what this person may add: a request, a mail received, nothing */
  asks: 'request' | 'mail' | null;
}): JSX.Element {
  const form = freshForm('filtre', query);
  const head = sortedHeads('/support', query);
  return (
    <Page view={view} title="Support">
      {asks !== null && (
        <p class="actions">
          <a class="button" href={asks === 'mail' ? '/support/courriel' : '/support/nouvelle'}>
            {asks === 'mail' ? 'Saisir un courriel' : 'Demander à la Caf'}
          </a>
        </p>
      )}
      <FilterForm
        action="/support"
        label="Filtrer les demandes"
        beside={<a href="/support">Tout afficher</a>}
        query={query}
      >
        <SelectField form={form} name="state" label="État" choices={STATES} empty="Tous" />
        <SelectField form={form} name="late" label="Retard" choices={LATE} empty="Toutes" />
      </FilterForm>
      <Listing path="/support" list="/support-requests" query={query} page={requests}>
        <Table
          caption={createdCaption('Demandes', query)}
          empty="Aucune demande."
          heads={[
            head('Objet', 'subject'),
            head('Organisme', 'label'),
            'Nature',
            'Priorité',
            head('État', 'state'),
            head('Échéance', 'until'),
            head('Reçue le', 'createdAt'),
          ]}
          rows={requests.items.map((one) => [
            <a href={supportPath(one.id)} safe>
              {one.subject === '' ? 'Sans objet' : one.subject}
            </a>,
            <span safe>{one.organisme}</span>,
            <span safe>{SUPPORT_KIND_WORDS[one.kind]}</span>,
            <span safe>{PRIORITY_WORDS[one.outcome]}</span>,
            <ProcessState type="supportRequest" state={one.state} />,
            <>
              <span safe>{one.dueAt === null ? '–' : date(one.dueAt)}</span> {one.late && <Mark words="en retard" />}
            </>,
            <Day at={one.createdAt} />,
          ])}
        />
      </Listing>
    </Page>
  );
}

/** One request: where it stands, what was said, and the complement to bring. */
export function SupportPage({
  view,
  request,
  form,
}: {
  view: View;
  request: SupportView;
  /** null: this person only reads */
  form: FormState | null;
}): JSX.Element {
  const asked = ASKED[request.state];
  return (
    <Page
      view={view}
      title={request.subject === '' ? 'Demande sans objet' : request.subject}
      above={{ href: '/support', label: 'Support' }}
      faulty={(form?.faults.length ?? 0) > 0}
    >
      {form !== null && asked !== undefined && <FaultSummary form={form} labels={{ text: asked.label }} />}
      <Facts
        items={[
          ['Organisme', <span safe>{request.organisme}</span>],
          ['Nature', <span safe>{SUPPORT_KIND_WORDS[request.kind]}</span>],
          ['Priorité', <span safe>{PRIORITY_WORDS[request.outcome]}</span>],
          ['État', <ProcessState type="supportRequest" state={request.state} />],
          ...(request.reason === null ? [] : [['À savoir', <span safe>{request.reason}</span>] as const]),
        ]}
      />
      {request.waitingFor !== null && (
        <div class="waiting">
          <Waiting waiting={request.waitingFor} late={request.late} />
        </div>
      )}
      <Section id="echanges" title="Échanges">
        <ol class="timeline">
          {request.exchanges.map((one) => (
            <li>
              <p class="soft">
                <Instant at={one.at} /> <span safe>{SPEAKER_WORDS[one.by]}</span>
              </p>
              <p class="typed" safe>
                {one.text}
              </p>
            </li>
          ))}
        </ol>
      </Section>
      {form !== null && asked !== undefined && (
        <Section id="a-completer" title={asked.title}>
          <ActionForm action={`${supportPath(request.id)}/complement`} form={form} submit={asked.submit}>
            <TextArea form={form} name="text" label={asked.label} hint="Sans aucune donnée d'allocataire." />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}
