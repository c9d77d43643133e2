import { ACCOUNT_STATE_LABELS } from '../../domain/account/types.ts';
import { Waiting } from '../dossiers/where.tsx';
import { Facts, Instant, ProcessState, Section, State, Table } from '../kit/bits.tsx';
import { ChoiceGroup, SelectField, TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { PeopleSearch, personChoice } from '../kit/peopleChoice.tsx';
import type { IncidentView, ServiceView, UserView } from '../kit/views.ts';
import { whoEnters } from '../partners/suspension.tsx';
import { userPath } from '../users/paths.ts';

export const incidentPath = (id: string): string => `/incidents/${encodeURIComponent(id)}`;

interface Props {
  view: View;
  incident: IncidentView;
  /** what an agent of the Caf may do now; null for who only follows */
  acts: Acts | null;
}

interface Acts {
  forms: { suspend: FormState; add: FormState; lift: FormState; service: FormState };
  /** services of the organisme that are open */
  services: readonly ServiceView[];
  /** people of the organisme whom the incident does not cite; `search`: the word by which they were looked for, null when all are offered */
  others: { people: readonly UserView[]; search: string | null };
}

/** One security incident (OBL-12): what was declared, whose accounts are concerned, and one click to suspend them. */
export function IncidentPage({ view, incident, acts }: Props): JSX.Element {
  const suspended = new Set(incident.suspended);
  const faulty = acts === null ? undefined : Object.values(acts.forms).find((form) => form.faults.length > 0);
  const choices = (wanted: boolean) =>
    incident.accounts
      .filter(({ id, state }) => suspended.has(id) === wanted && state !== 'CLOS')
      .map(({ id, name, login }) => ({ value: id, label: `${name} (${login})` }));
  const [toSuspend, toLift] = [choices(false), choices(true)];
  return (
    <Page view={view} title="Incident de sécurité" faulty={faulty !== undefined}>
      {faulty !== undefined && (
        <FaultSummary form={faulty} labels={{ userIds: 'Comptes', service: 'Service', reason: 'Motif' }} />
      )}
      <Facts
        items={[
          ['Organisme', <span safe>{incident.organisme}</span>],
          ['État', <ProcessState type="securityIncident" state={incident.state} />],
          ['Déclaré le', <Instant at={incident.declaredAt} />],
        ]}
      />
      {incident.waitingFor !== null && (
        <div class="waiting">
          <Waiting waiting={incident.waitingFor} late={false} />
        </div>
      )}
      <Section id="faits" title="Les faits">
        <p class="typed" safe>
          {incident.what}
        </p>
      </Section>
      <Section id="comptes" title="Comptes concernés">
        <Table
          caption="Comptes concernés"
          quiet
          empty="Aucun compte."
          heads={['Personne', 'Identifiant', 'État']}
          rows={incident.accounts.map((one) => [
            <a href={userPath(one.id)} safe>
              {one.name}
            </a>,
            <span safe>{one.login}</span>,
            <State mark="plain" words={ACCOUNT_STATE_LABELS[one.state]} />,
          ])}
        />
      </Section>
      {incident.services.length > 0 && <SuspendedServices incident={incident} follows={acts !== null} />}
      {acts !== null && toSuspend.length > 0 && (
        <Section id="suspendre" title="Suspendre des comptes">
          <p>Leurs sessions prennent fin aussitôt. La suspension est levée par la Caf, au plus tard à la clôture.</p>
          <ActionForm
            action={`${incidentPath(incident.id)}/suspendre`}
            form={acts.forms.suspend}
            submit="Suspendre ces comptes"
            tone="danger"
          >
            <ChoiceGroup form={acts.forms.suspend} name="userIds" kind="checkbox" label="Comptes" choices={toSuspend} />
          </ActionForm>
        </Section>
      )}
      {acts !== null && <OtherAccounts id={incident.id} {...acts} />}
      {acts !== null && <SuspendService id={incident.id} {...acts} />}
      {acts !== null && toLift.length > 0 && (
        <Section id="lever" title="Lever des suspensions">
          <ActionForm
            action={`${incidentPath(incident.id)}/lever`}
            form={acts.forms.lift}
            submit="Lever ces suspensions"
            tone="quiet"
          >
            <ChoiceGroup form={acts.forms.lift} name="userIds" kind="checkbox" label="Comptes" choices={toLift} />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}

/** An account that turns out to be involved: a mail seldom cites them all. */
function OtherAccounts({ id, forms: { add }, others: { people, search } }: Acts & { id: string }): JSX.Element {
  if (people.length === 0 && search === null) return '';
  return (
    <Section id="autres" title="Suspendre d'autres comptes de l'organisme">
      <PeopleSearch path={incidentPath(id)} search={search} />
      {people.length === 0 ? (
        <p>Aucun autre compte ne correspond.</p>
      ) : (
        <ActionForm
          action={`${incidentPath(id)}/ajouter`}
          form={add}
          submit="Suspendre et ajouter à l'incident"
          tone="danger"
        >
          <ChoiceGroup form={add} name="userIds" kind="checkbox" label="Comptes" choices={people.map(personChoice)} />
        </ActionForm>
      )}
    </Section>
  );
}

/** Services that it has suspended, each until the Caf lifts it or the incident is closed (§11). */
function SuspendedServices({ incident, follows }: { incident: IncidentView; follows: boolean }): JSX.Element {
  const lasting = incident.services.some(({ resumedAt }) => resumedAt === null);
  return (
    <Section id="services" title="Services suspendus par cet incident">
      <Table
        caption="Services suspendus par cet incident"
        quiet
        empty="Aucun service."
        heads={['Service', 'Suspendu le', 'Rouvert le']}
        rows={incident.services.map(({ processId, label, suspendedAt, resumedAt }) => [
          follows ? (
            <a href={`/dossiers/${encodeURIComponent(processId)}`} safe>
              {label}
            </a>
          ) : (
            <span safe>{label}</span>
          ),
          <Instant at={suspendedAt} />,
          resumedAt === null ? '–' : <Instant at={resumedAt} />,
        ])}
      />
      {follows && lasting && (
        <p>
          Pour rouvrir un service avant la clôture de l'incident :{' '}
          <a href={`/partenaires/${encodeURIComponent(incident.partnerId)}`}>page de l'organisme</a>, « Rouvrir un
          service suspendu ».
        </p>
      )}
    </Section>
  );
}

/** Not accounts alone: the whole organisme, from one of its services (§11). */
function SuspendService({ id, forms: { service: form }, services }: Acts & { id: string }): JSX.Element {
  if (services.length === 0) return '';
  return (
    <Section id="suspendre-un-service" title="Suspendre un service de l'organisme">
      <p>
        Personne de l'organisme n'y entre plus, aussitôt. Il rouvre à la clôture de l'incident, ou avant si vous levez
        la suspension. Les administrateurs lisent votre motif : n'y racontez pas les faits.
      </p>
      <ActionForm action={`${incidentPath(id)}/service`} form={form} submit="Suspendre le service" tone="danger">
        <SelectField
          form={form}
          name="service"
          label="Service"
          choices={services.map(({ service, label, people }) => ({
            value: service,
            label: `${label} – ${whoEnters(people)}`,
          }))}
        />
        <TextArea form={form} name="reason" label="Motif" rows={2} />
      </ActionForm>
    </Section>
  );
}
