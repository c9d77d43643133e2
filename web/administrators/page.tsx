import { Waiting } from '../dossiers/where.tsx';
import { Day, Facts, ProcessState, Section, Table } from '../kit/bits.tsx';
import { ConfirmBox, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Obstacle } from '../kit/obstacle.tsx';
import { Page, type View } from '../kit/page.tsx';
import { PeopleSearch } from '../kit/peopleChoice.tsx';
import type { AdministratorsView, PartnerView, UserView } from '../kit/views.ts';
import { date } from '../kit/words.ts';
import { KnownOrNewPerson, personLabels } from '../users/personFields.tsx';

export const administratorsPath = (partnerId: string): string =>
  `/partenaires/${encodeURIComponent(partnerId)}/administrateurs`;

const LABELS = {
  leavingUserId: 'Qui part',
  incomingUserId: 'Successeur',
  closesOn: 'Clôture du compte',
  ...personLabels('incoming.'),
};

interface Props {
  view: View;
  partner: Pick<PartnerView, 'id' | 'raisonSociale'>;
  administrators: AdministratorsView;
  /** the form that asks for annexe 3; null: this person asks for none, or none can be asked for */
  form: FormState | null;
  /** this person asks for annexe 3 where it can be */
  asks: boolean;
  /** the Caf follows the dossier on its own page */
  followsDossier: boolean;
  people: readonly UserView[];
  search: string | null;
}

/** Administrateurs of a partner (ADM-1), the annexe 3 under way, and the form that asks for one (ADM-3, ADM-11). */
export function AdministratorsPage(props: Props): JSX.Element {
  const { view, partner, administrators, form, asks, followsDossier } = props;
  const { items, replacement, obstacle } = administrators;
  return (
    <Page view={view} title={`Administrateurs – ${partner.raisonSociale}`} faulty={(form?.faults.length ?? 0) > 0}>
      {form !== null && <FaultSummary form={form} labels={LABELS} />}
      <p>
        L'administrateur crée les comptes et les groupes de l'organisme et s'adresse à la Caf. Un organisme en a un ou
        deux ; un changement se fait par l'annexe 3 à la convention.
      </p>
      <Table
        caption="Administrateurs en fonction"
        empty="Aucun administrateur : la Caf est alertée."
        heads={['Personne', 'Courriel', 'Depuis', 'Clôture du compte']}
        rows={items.map((one) => [
          <span safe>{one.name}</span>,
          <span safe>{one.email}</span>,
          <Day at={one.since} />,
          <span safe>{one.closesOn === null ? '–' : date(one.closesOn)}</span>,
        ])}
      />
      {replacement !== null && (
        <Section id="annexe-3" title="Annexe 3 en cours">
          <Facts
            items={[
              ['Part', <span safe>{replacement.leaving ?? 'Personne : un second administrateur s’ajoute'}</span>],
              ['Succède', <span safe>{replacement.incoming ?? 'Pas encore nommé'}</span>],
              ['État', <ProcessState type="administratorReplacement" state={replacement.state} />],
            ]}
          />
          {replacement.waitingFor !== null && (
            <div class="waiting">
              <Waiting waiting={replacement.waitingFor} late={false} />
            </div>
          )}
          {followsDossier && (
            <p>
              <a href={`/dossiers/${encodeURIComponent(replacement.processId)}`}>Ouvrir le dossier</a>
            </p>
          )}
        </Section>
      )}
      {form !== null && <AskSection {...props} form={form} />}
      {asks && obstacle !== null && replacement === null && (
        <Section id="changer" title="Changer d'administrateur">
          <Obstacle obstacle={obstacle} links={followsDossier} />
        </Section>
      )}
    </Page>
  );
}

function AskSection({ partner, administrators, people, search, form }: Props & { form: FormState }): JSX.Element {
  const { items } = administrators;
  const path = administratorsPath(partner.id);
  const inPost = items.map((one) => ({ value: one.id, label: one.name }));
  const others = people.filter((person) => !items.some((one) => one.id === person.id));
  return (
    <Section id="changer" title="Changer d'administrateur">
      <PeopleSearch path={path} search={search} />
      <ActionForm action={path} form={form} submit="Demander l'annexe 3">
        <SelectField
          form={form}
          name="leavingUserId"
          label="Qui part"
          choices={inPost}
          {...(items.length < 2 ? { empty: 'Personne : ajouter un second administrateur' } : {})}
        />
        <TextField
          form={form}
          name="closesOn"
          label="Clôture du compte de qui part"
          hint="Sans date : à la signature de l'annexe par la Caf."
          type="date"
          width="medium"
          optional
        />
        {/* of a new person's address the box is beside the address */}
        {form.faults.some(({ code }) => code === 'DATE_PASSEE') && (
          <ConfirmBox form={form} label="La date est la bonne : clore le compte dès l'annexe signée" />
        )}
        <KnownOrNewPerson
          form={form}
          name="incomingUserId"
          prefix="incoming."
          label="Successeur"
          hint="Une personne qui a un compte, ou une nouvelle personne, à décrire ci-dessous. Avant les signatures, elle n'a aucun droit d'administrateur."
          people={others}
        />
      </ActionForm>
    </Section>
  );
}
