import { hasRole, RIGHTS } from '../../api/access.ts';
import { cafName } from '../../domain/caf/cafs.ts';
import { knowsAct } from '../../domain/command/acts.ts';
import type { Step } from '../../domain/decision/step.ts';
import { OPEN_STATES } from '../../domain/document/types.ts';
import { MAIL_STATE_LABELS } from '../../domain/mail/states.ts';
import { followsAccount } from '../../domain/process/acts.ts';
import { processLabel } from '../../domain/process/types.ts';
import { lateDays, lateWords } from '../../domain/task/lateness.ts';
import { Facts, Fold, Instant, Mark, Section, State, Table } from '../kit/bits.tsx';
import { ExportLinks } from '../kit/exportLinks.tsx';
import { Checkbox, TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { DocumentTable, ServiceTable, TaskTable } from '../kit/tables.tsx';
import type {
  DocumentView,
  MailView,
  NoteView,
  ProcessView,
  ServiceView,
  TaskView,
  TimelineLine,
} from '../kit/views.ts';
import { capital, count, phoneWords, siretWords } from '../kit/words.ts';
import { userPath } from '../users/paths.ts';
import { NOTE_LABELS, Notes } from './notes.tsx';
import { Timeline } from './timeline.tsx';
import { Where } from './where.tsx';

export interface DossierData {
  process: ProcessView;
  steps: readonly Step[];
  documents: readonly DocumentView[];
  services: readonly ServiceView[];
  tasks: readonly TaskView[];
  timeline: readonly TimelineLine[];
  /** newest first; none for who does not read them */
  mails: readonly MailView[];
  partner: { id: string; raisonSociale: string; siret: string; email: string; phone: string } | null;
  /** facts of an access request or of a case */
  facts: readonly (readonly [label: string, value: string])[];
  /** a case has a page of its own, where more may be done */
  casePage: string | null;
  may: boolean;
  cancel: FormState;
  remind: FormState;
  /** newest first, of colleagues; null: the reader works for no Caf */
  notes: { items: readonly NoteView[]; nextCursor: string | null } | null;
  /** null: the reader's Caf is not in charge */
  note: FormState | null;
}

/** One dossier (U2): where it stands, what it waits for and what may be done now; the rest folded below. */
export function DossierPage({ view, data }: { view: View; data: DossierData }): JSX.Element {
  const { process } = data;
  const open = process.closedAt === null;
  const toDo = data.tasks.filter(({ state }) => state === 'OUVERTE');
  return (
    <Page
      view={view}
      title={process.label}
      above={{ href: '/dossiers', label: 'Dossiers' }}
      faulty={[data.cancel, data.remind, data.note].some((form) => form !== null && form.faults.length > 0)}
    >
      <FaultSummary form={data.cancel} labels={{ reason: 'Motif' }} />
      <FaultSummary form={data.remind} labels={{ insist: 'Relance' }} />
      {data.note !== null && <FaultSummary form={data.note} labels={NOTE_LABELS} />}
      <Section id="ou" title="Où en est le dossier">
        <Where process={{ ...process, lateDays: daysLate(process, view.now) }} steps={data.steps} />
        {open && process.nextActionAt !== null && (
          <p class="soft">
            Prochaine action automatique : <Instant at={process.nextActionAt} />.
          </p>
        )}
        <p>
          <a href={`/dossiers/${encodeURIComponent(process.id)}/deroule`}>
            Déroulé : étapes, dates et ce qui est prévu
          </a>
        </p>
        {toDo.length > 0 && (
          <ul class="links" aria-label="À faire">
            {toDo.map((task) => (
              <li>
                <a href={`/taches/${encodeURIComponent(task.id)}`} safe>
                  {task.label}
                </a>{' '}
                <span class="soft" safe>{`– ${task.reason}`}</span>{' '}
                {task.late && <Mark words={lateWords(task.lateDays)} />}
              </li>
            ))}
          </ul>
        )}
      </Section>
      {open && data.may && <Acts data={data} />}
      {!open && data.may && process.incident !== null && (
        <Section id="agir" title="Agir sur le dossier">
          <RetryForm id={process.id} />
        </Section>
      )}
      <Fold id="identite" title="Identité" open>
        <Identity data={data} />
      </Fold>
      {process.type !== 'accessRequest' && !followsAccount(process.type) && (
        <Fold id="documents" title={`Documents (${data.documents.length})`} open>
          <DocumentTable documents={data.documents} />
        </Fold>
      )}
      {data.services.length > 0 && (
        <Fold id="services" title={`Services (${data.services.length})`}>
          <ServiceTable services={data.services} />
        </Fold>
      )}
      {data.tasks.length > 0 && (
        <Fold id="taches" title={`Tâches (${data.tasks.length})`}>
          <TaskTable tasks={data.tasks} caption="Tâches de ce dossier" />
        </Fold>
      )}
      {data.notes !== null && (
        <Notes dossier={process.id} notes={data.notes.items} more={data.notes.nextCursor} form={data.note} />
      )}
      <Mails mails={data.mails} may={data.may} />
      <Fold id="histoire" title={`Histoire du dossier (${data.timeline.length})`}>
        <Timeline lines={data.timeline} />
        {view.person !== null && hasRole(view.person, ...RIGHTS['journal.read']) && (
          <ExportLinks list="/audit" query={{ processId: process.id }} what="Le journal de ce dossier" />
        )}
      </Fold>
    </Page>
  );
}

/** Days past the dossier's deadline; 0 where it has none, or is not late by it. */
function daysLate({ dueAt, closedAt }: ProcessView, now: Date): number {
  return dueAt === null || closedAt !== null ? 0 : lateDays({ state: 'OUVERTE', due: new Date(dueAt) }, now);
}

function Identity({ data: { process, partner, documents, facts, casePage } }: { data: DossierData }): JSX.Element {
  const partnerFacts: [string, JSX.Element][] =
    partner === null
      ? []
      : [
          [
            'Partenaire',
            <a href={`/partenaires/${encodeURIComponent(partner.id)}`} safe>
              {partner.raisonSociale}
            </a>,
          ],
          ['SIRET', <span safe>{siretWords(partner.siret)}</span>],
          ['Joindre', <span safe>{`${partner.email}, ${phoneWords(partner.phone)}`}</span>],
        ];
  return (
    <>
      <Facts
        items={[
          ['Nature', <span safe>{processLabel(process.type)}</span>],
          ['Caf', <span safe>{cafName(process.caf)}</span>],
          ...partnerFacts,
          ...peopleOf(documents),
          ...facts.map(([label, value]): [string, JSX.Element] => [label, <span safe>{value}</span>]),
        ]}
      />
      {process.userId !== null && (
        <p>
          <a href={userPath(process.userId)}>Ouvrir la page du compte</a>
        </p>
      )}
      {casePage !== null && (
        <p>
          <a href={casePage} safe>
            {`${processLabel(process.type)} : ouvrir`}
          </a>
        </p>
      )}
    </>
  );
}

/** Who signs, and who is to administer, as the documents name them. */
function peopleOf(documents: readonly DocumentView[]): [string, JSX.Element][] {
  const named: [string, string | undefined][] = [
    ['Signataire', first(documents, ({ signatory: one }) => one && `${one.name}, ${one.function}`)],
    [
      'Administrateur désigné',
      first(documents, ({ administrateur: one }) => one && `${one.firstName} ${one.lastName}, ${one.email}`),
    ],
  ];
  return named.flatMap(([label, words]): [string, JSX.Element][] =>
    words === undefined ? [] : [[label, <span safe>{words}</span>]],
  );
}

function first(
  documents: readonly DocumentView[],
  words: (content: DocumentView['content']) => string | undefined,
): string | undefined {
  return documents.map(({ content }) => words(content)).find((one) => one !== undefined);
}

/** What left for whom and when; what did not says why and what to do, and stands open. */
function Mails({ mails, may }: { mails: readonly MailView[]; may: boolean }): JSX.Element {
  if (mails.length === 0) return '';
  const troubled = mails.filter(({ trouble }) => trouble !== null).length;
  const title = `Courriels (${mails.length}${troubled === 0 ? '' : `, dont ${count(troubled, 'en difficulté', 'en difficulté')}`})`;
  return (
    <Fold id="courriels" title={title} open={troubled > 0}>
      <Table
        quiet
        caption="Courriels de ce dossier"
        empty="Aucun."
        heads={['Courriel', 'À', 'Le', 'Envoi']}
        rows={mails.map((mail) => [
          <span safe>{mail.label}</span>,
          <span safe>{mail.to}</span>,
          <Instant at={mail.takenAt ?? mail.createdAt} />,
          <>
            <State mark={mail.trouble === null ? 'plain' : 'amiss'} words={MAIL_STATE_LABELS[mail.state]} />
            {mail.trouble !== null && <span safe>{` ${mail.trouble}`}</span>}
            {may && mail.trouble !== null && mail.resendable && (
              <ActionForm
                action={`/dossiers/${encodeURIComponent(mail.processId ?? '')}/courriels/${encodeURIComponent(mail.id)}`}
                form={freshForm(`renvoyer-${mail.id}`)}
                submit="Renvoyer ce courriel"
                tone="quiet"
              />
            )}
          </>,
        ])}
      />
    </Fold>
  );
}

function RetryForm({ id }: { id: string }): JSX.Element {
  return (
    <ActionForm
      action={`/dossiers/${encodeURIComponent(id)}/reprendre`}
      form={freshForm('reprendre')}
      submit="Reprendre après l'incident"
      tone="quiet"
    />
  );
}

function Acts({ data }: { data: DossierData }): JSX.Element {
  const { process, cancel, remind } = data;
  const reminds = process.waitingFor?.who === 'PARTENAIRE' && knowsAct(process.type, 'remind');
  const cancels = knowsAct(process.type, 'cancel');
  if (!reminds && !cancels && process.incident === null) return '';
  const at = (what: string) => `/dossiers/${encodeURIComponent(process.id)}/${what}`;
  return (
    <Section id="agir" title="Agir sur le dossier">
      {reminds && (
        <ActionForm action={at('relancer')} form={remind} submit="Relancer le partenaire" tone="quiet">
          {remind.faults.some(({ path }) => path === 'insist') && (
            <Checkbox form={remind} name="insist" label="Relancer quand même, sans attendre" />
          )}
        </ActionForm>
      )}
      {process.incident !== null && <RetryForm id={process.id} />}
      {cancels && (
        <details class="act" open={cancel.faults.length > 0}>
          <summary>Annuler le dossier</summary>
          <p safe>{whatIsCancelled(data)}</p>
          <ActionForm action={at('annuler')} form={cancel} submit="Annuler le dossier" tone="danger">
            <TextArea form={cancel} name="reason" label="Motif" hint="Le partenaire le lira." rows={3} />
          </ActionForm>
        </details>
      )}
    </Section>
  );
}

/** To whom and to how much it happens, before it does. */
function whatIsCancelled({ partner, documents, tasks }: DossierData): string {
  const open = documents.filter(({ state }) => (OPEN_STATES as readonly string[]).includes(state)).length;
  const waiting = tasks.filter(({ state }) => state === 'OUVERTE').length;
  const ends = [
    ...(open === 0 ? [] : [count(open, 'document en cours est abandonné', 'documents en cours sont abandonnés')]),
    ...(waiting === 0 ? [] : [count(waiting, 'tâche est retirée', 'tâches sont retirées')]),
  ];
  const knows = documents.length > 0 ? '' : ', s’il connaît ce dossier,';
  const told =
    partner === null ? [] : [`${partner.raisonSociale} (${partner.email})${knows} en est prévenu par courriel`];
  const all = [...ends, ...told].join(', ');
  return all === '' ? 'Rien n’est en cours dans ce dossier.' : `${capital(all)}.`;
}
