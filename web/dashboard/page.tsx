import type { PropsWithChildren } from '@kitajs/html';
import { CAF_CODES, cafName } from '../../domain/caf/cafs.ts';
import { WHO_LABELS } from '../../domain/decision/waiting.ts';
import { durationWords } from '../../domain/figures/labels.ts';
import { BarList, ColumnChart, LineChart } from '../charts/charts.tsx';
import { Day, Fold, Instant, Section, Table } from '../kit/bits.tsx';
import { ExportLinks } from '../kit/exportLinks.tsx';
import { SelectField } from '../kit/fields.tsx';
import { FilterForm, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { DashboardView } from '../kit/views.ts';
import { count, date } from '../kit/words.ts';

export const DASHBOARD = '/tableau-de-bord';

interface Props {
  view: View;
  figures: DashboardView;
  /** what was asked: caf, period, weeks */
  query: Readonly<Record<string, string>>;
  /** reads every Caf, and may choose one */
  choosesCaf: boolean;
}

const PERIODS = [
  { value: '30', label: '30 derniers jours' },
  { value: '90', label: '90 derniers jours' },
  { value: '365', label: '12 derniers mois' },
];
const WEEKS = [4, 12, 26, 52].map((weeks) => ({ value: String(weeks), label: `${weeks} semaines` }));
const MOST_BARS = 12;

/** The head's and the Cnaf's page (§3): each figure as a picture, with its table, its period and its file. */
export function DashboardPage({ view, figures, query, choosesCaf }: Props): JSX.Element {
  const { head } = figures;
  const form = freshForm('periode', { period: '90', weeks: '12', ...query });
  const who = head.caf === null ? 'toutes les Caf' : `Caf ${head.caf}`;
  return (
    <Page view={view} title={`Tableau de bord : ${who}`}>
      {head.countedAt === null ? (
        <p class="notice">Les chiffres sont en préparation : ils se comptent toutes les cinq minutes.</p>
      ) : (
        <p class="soft">
          Comptés le <Instant at={head.countedAt} />.
        </p>
      )}
      <FilterForm action={DASHBOARD} label="Choisir ce qui est montré" submit="Montrer">
        {choosesCaf && (
          <SelectField
            form={form}
            name="caf"
            label="Caf"
            choices={CAF_CODES.map((code) => ({ value: code, label: cafName(code) }))}
            empty="Toutes"
          />
        )}
        <SelectField form={form} name="period" label="Temps par étape" choices={PERIODS} />
        <SelectField form={form} name="weeks" label="Semaines" choices={WEEKS} />
      </FilterForm>
      <Late figures={figures} />
      <Open figures={figures} query={query} />
      <Waiting figures={figures} query={query} />
      <Stays figures={figures} query={query} />
      <Load figures={figures} query={query} />
      <Campaigns figures={figures} query={query} />
      <Refused figures={figures} query={query} />
    </Page>
  );
}

/** A picture, and below it its table and its file. */
function Figure({
  id,
  title,
  table,
  list,
  query,
  children,
}: PropsWithChildren<{
  id: string;
  title: string;
  table: JSX.Element;
  list: string;
  query: Readonly<Record<string, string>>;
}>): JSX.Element {
  return (
    <Section id={id} title={title}>
      {children}
      <Fold id={`${id}-tableau`} title={`Tableau : ${title}`}>
        {table}
        <ExportLinks list={list} query={query} what="Ces chiffres" />
      </Fold>
    </Section>
  );
}

interface Part {
  figures: DashboardView;
  query: Readonly<Record<string, string>>;
}

/** Of what was asked, what this list knows. */
function only(query: Part['query'], ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => names.includes(name)));
}

const number = (n: number): JSX.Element => <span safe>{n.toLocaleString('fr-FR')}</span>;

function Late({ figures: { head, due } }: { figures: DashboardView }): JSX.Element {
  const soon = due.reduce((sum, { dossiers }) => sum + dossiers, 0);
  return (
    <Figure
      id="retards"
      title="En retard, et dans deux semaines"
      list="/dashboard/due"
      query={head.caf === null ? {} : { caf: head.caf }}
      table={
        <Table
          quiet
          caption="Échéances des deux prochaines semaines"
          empty="Aucune échéance."
          heads={['Jour', 'Dossiers', 'Tâches']}
          rows={due.map(({ day, dossiers, tasks }) => [<span safe>{date(day)}</span>, number(dossiers), number(tasks)])}
        />
      }
    >
      <p>
        <a href="/dossiers?late=true" safe>
          {count(head.late.dossiers, 'dossier en retard', 'dossiers en retard')}
        </a>
        <span safe>{`, ${count(head.late.tasks, 'tâche en retard', 'tâches en retard')}. `}</span>
        <span
          safe
        >{`${count(soon, 'dossier le sera', 'dossiers le seront')} dans les deux semaines si personne n'agit.`}</span>
      </p>
      <ColumnChart
        id="dessin-retards"
        title="Dossiers et tâches qui arrivent à échéance, jour par jour"
        categories={due.map(({ day }) => date(day).slice(0, 5))}
        series={[
          { name: 'Dossiers', tone: 'one', values: due.map(({ dossiers }) => dossiers) },
          { name: 'Tâches', tone: 'two', values: due.map(({ tasks }) => tasks) },
        ]}
      />
    </Figure>
  );
}

function Open({ figures: { open }, query }: Part): JSX.Element {
  const types = [...new Set(open.map(({ typeLabel }) => typeLabel))].map((name) => {
    const value = open.filter(({ typeLabel }) => typeLabel === name).reduce((sum, one) => sum + one.count, 0);
    return { name, value, words: value.toLocaleString('fr-FR') };
  });
  return (
    <Figure
      id="en-cours"
      title="Dossiers en cours"
      list="/dashboard/open"
      query={only(query, 'caf')}
      table={
        <Table
          quiet
          caption="Dossiers en cours, par nature et par état"
          empty="Aucun dossier en cours."
          heads={['Nature', 'État', 'Dossiers']}
          rows={open.map((one) => [
            <span safe>{one.typeLabel}</span>,
            <a
              href={`/dossiers?type=${encodeURIComponent(one.type)}&status=${encodeURIComponent(one.state)}`}
              safe
            >{`${one.stateLabel}`}</a>,
            number(one.count),
          ])}
        />
      }
    >
      <BarList title="Dossiers en cours, par nature" bars={types.sort((one, other) => other.value - one.value)} />
    </Figure>
  );
}

function Waiting({ figures: { waiting }, query }: Part): JSX.Element {
  return (
    <Figure
      id="attentes"
      title="Où les dossiers attendent, et qui"
      list="/dashboard/waiting"
      query={only(query, 'caf')}
      table={
        <Table
          quiet
          caption="Attentes, les plus nombreuses d'abord"
          empty="Aucun dossier n'attend."
          heads={['Nature', 'Étape', 'On attend', 'Dossiers', 'Attente médiane']}
          rows={waiting.map((one) => [
            <span safe>{one.typeLabel}</span>,
            <span safe>{one.stepLabel}</span>,
            <span safe>{WHO_LABELS[one.who]}</span>,
            number(one.count),
            <span safe>{durationWords(one.medianMs)}</span>,
          ])}
        />
      }
    >
      <BarList
        title="Dossiers qui attendent, par étape et par personne attendue"
        bars={waiting.slice(0, MOST_BARS).map((one) => ({
          name: `${one.typeLabel}, ${one.stepLabel} (${WHO_LABELS[one.who]})`,
          value: one.count,
          words: one.count.toLocaleString('fr-FR'),
        }))}
      />
    </Figure>
  );
}

function Stays({ figures: { stays }, query }: Part): JSX.Element {
  const longest = stays.toSorted((one, other) => (other.p90Ms ?? 0) - (one.p90Ms ?? 0)).slice(0, MOST_BARS);
  return (
    <Figure
      id="temps"
      title="Temps par étape"
      list="/dashboard/stays"
      query={only(query, 'caf', 'period')}
      table={
        <Table
          quiet
          caption="Temps passé par étape"
          empty="Aucune étape n'a été quittée sur cette période."
          heads={['Nature', 'Étape', 'Passages', 'Médiane', 'Neuf sur dix']}
          rows={stays.map((one) => [
            <span safe>{one.typeLabel}</span>,
            <span safe>{one.stepLabel}</span>,
            number(one.count),
            <span safe>{durationWords(one.medianMs)}</span>,
            <span safe>{durationWords(one.p90Ms)}</span>,
          ])}
        />
      }
    >
      <BarList
        title="Étapes les plus longues : temps de neuf dossiers sur dix"
        bars={longest.map((one) => ({
          name: `${one.typeLabel}, ${one.stepLabel}`,
          value: one.p90Ms ?? 0,
          words: `médiane : ${durationWords(one.medianMs)}, neuf sur dix : ${durationWords(one.p90Ms)}`,
        }))}
      />
    </Figure>
  );
}

function Load({ figures: { load }, query }: Part): JSX.Element {
  return (
    <Figure
      id="charge"
      title="Charge par semaine"
      list="/dashboard/load"
      query={only(query, 'caf', 'weeks')}
      table={
        <Table
          quiet
          caption="Tâches par semaine"
          empty="Aucune semaine."
          heads={['Semaine du', 'Arrivées', 'Faites', 'Faites par vous']}
          rows={load.map((one) => [
            <span safe>{date(one.week)}</span>,
            number(one.created),
            number(one.done),
            number(one.own),
          ])}
        />
      }
    >
      <ColumnChart
        id="dessin-charge"
        title="Tâches arrivées, faites par l'équipe, et faites par vous, semaine par semaine"
        categories={load.map(({ week }) => date(week).slice(0, 5))}
        series={[
          { name: 'Arrivées', tone: 'two', values: load.map(({ created }) => created) },
          { name: "Faites par l'équipe", tone: 'one', values: load.map(({ done }) => done) },
          { name: 'Faites par vous', tone: 'three', values: load.map(({ own }) => own) },
        ]}
      />
    </Figure>
  );
}

function Campaigns({ figures: { burndown }, query }: Part): JSX.Element {
  const ids = [...new Set(burndown.map(({ campaignId }) => campaignId))];
  return (
    <Figure
      id="campagnes"
      title="Campagnes : dossiers encore ouverts"
      list="/dashboard/burndown"
      query={only(query, 'caf')}
      table={
        <Table
          quiet
          caption="Dossiers encore ouverts, jour après jour"
          empty="Aucune campagne."
          heads={['Campagne', 'Jour', 'Dossiers encore ouverts']}
          rows={burndown.map((one) => [
            <span safe>{one.campaign}</span>,
            <span safe>{date(one.day)}</span>,
            number(one.open),
          ])}
        />
      }
    >
      {ids.length === 0 && <p class="empty">Aucune campagne en cours.</p>}
      {ids.map((id, index) => {
        const points = burndown.filter(({ campaignId }) => campaignId === id);
        const name = points[0]?.campaign ?? '';
        return (
          <>
            <h3>
              <a href={`/campagnes/${encodeURIComponent(id)}`} safe>
                {name}
              </a>
            </h3>
            <LineChart
              id={`dessin-campagne-${index}`}
              title={`${name} : dossiers encore ouverts, jour après jour`}
              categories={points.map(({ day }) => date(day).slice(0, 5))}
              series={[{ name: 'Encore ouverts', tone: 'one', values: points.map(({ open }) => open) }]}
            />
          </>
        );
      })}
    </Figure>
  );
}

function Refused({ figures: { refused }, query }: Part): JSX.Element {
  return (
    <Figure
      id="courriels-refuses"
      title="Courriels refusés ou incertains"
      list="/dashboard/refused"
      query={only(query, 'caf', 'weeks')}
      table={
        <Table
          quiet
          caption="Courriels refusés ou incertains, par semaine"
          empty="Aucune semaine."
          heads={['Semaine du', 'Refusés', 'Incertains']}
          rows={refused.map((one) => [<Day at={`${one.week}T12:00:00Z`} />, number(one.refused), number(one.doubtful)])}
        />
      }
    >
      <ColumnChart
        id="dessin-courriels"
        title="Courriels refusés ou incertains, semaine par semaine"
        categories={refused.map(({ week }) => date(week).slice(0, 5))}
        series={[
          { name: 'Refusés', tone: 'one', values: refused.map((one) => one.refused) },
          { name: 'Incertains', tone: 'two', values: refused.map((one) => one.doubtful) },
        ]}
      />
    </Figure>
  );
}
