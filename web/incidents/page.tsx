import { ACCOUNT_STATE_LABELS } from '../../domain/account/types.ts';
import { Waiting } from '../dossiers/where.tsx';
import { Facts, Instant, Section, State, Table } from '../kit/bits.tsx';
import { ChoiceGroup } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { IncidentView } from '../kit/views.ts';

export const incidentPath = (id: string): string => `/incidents/${encodeURIComponent(id)}`;

interface Props {
  view: View;
  incident: IncidentView;
  /** what an agent of the Caf may do now; empty forms for who only follows */
  forms: { suspend: FormState; lift: FormState } | null;
}

/** One security incident (OBL-12): what was declared, whose accounts are concerned, and one click to suspend them. */
export function IncidentPage({ view, incident, forms }: Props): JSX.Element {
  const suspended = new Set(incident.suspended);
  const faulty = forms === null ? undefined : [forms.suspend, forms.lift].find((form) => form.faults.length > 0);
  const choices = (wanted: boolean) =>
    incident.accounts
      .filter(({ id, state }) => suspended.has(id) === wanted && state !== 'CLOS')
      .map(({ id, name, login }) => ({ value: id, label: `${name} (${login})` }));
  const [toSuspend, toLift] = [choices(false), choices(true)];
  return (
    <Page view={view} title="Incident de sécurité" faulty={faulty !== undefined}>
      {faulty !== undefined && <FaultSummary form={faulty} labels={{ userIds: 'Comptes' }} />}
      <Facts
        items={[
          ['Organisme', <span safe>{incident.organisme}</span>],
          ['État', <State code={incident.state} words={INCIDENT_WORDS[incident.state]} />],
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
            <a href={`/comptes/${encodeURIComponent(one.id)}`} safe>
              {one.name}
            </a>,
            <span safe>{one.login}</span>,
            <State code={`compte-${one.state}`} words={ACCOUNT_STATE_LABELS[one.state]} />,
          ])}
        />
      </Section>
      {forms !== null && toSuspend.length > 0 && (
        <Section id="suspendre" title="Suspendre des comptes">
          <p>Leurs sessions prennent fin aussitôt. La suspension est levée par la Caf, au plus tard à la clôture.</p>
          <ActionForm
            action={`${incidentPath(incident.id)}/suspendre`}
            form={forms.suspend}
            submit="Suspendre ces comptes"
            tone="danger"
          >
            <ChoiceGroup form={forms.suspend} name="userIds" kind="checkbox" label="Comptes" choices={toSuspend} />
          </ActionForm>
        </Section>
      )}
      {forms !== null && toLift.length > 0 && (
        <Section id="lever" title="Lever des suspensions">
          <ActionForm
            action={`${incidentPath(incident.id)}/lever`}
            form={forms.lift}
            submit="Lever ces suspensions"
            tone="quiet"
          >
            <ChoiceGroup form={forms.lift} name="userIds" kind="checkbox" label="Comptes" choices={toLift} />
          </ActionForm>
        </Section>
      )}
    </Page>
  );
}

/** domain.md §11; CLOS means something else for a document. */
const INCIDENT_WORDS: Record<IncidentView['state'], string> = {
  SIGNALE: 'Signalé',
  ACCUSE: 'Pris en compte',
  EN_TRAITEMENT: 'En traitement',
  CLOS: 'Clos',
};
