import { ColumnChart, LineChart } from '../charts/charts.tsx';
import { Day, Table } from '../kit/bits.tsx';
import { date } from '../kit/words.ts';
import { Figure, number, only, type Part } from './frame.tsx';

export function Load({ figures: { load }, query, over }: Part): JSX.Element {
  return (
    <Figure
      id="charge"
      title="Charge par semaine"
      list="/dashboard/load"
      query={only(query, 'caf', 'weeks')}
      over={over}
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
      <p>Par Caf : une équipe est ici une Caf entière. Ce qu'une personne a fait n'est montré qu'à elle.</p>
      <ColumnChart
        id="dessin-charge"
        title="Tâches arrivées, faites par tous, et faites par vous, semaine par semaine"
        categories={load.map(({ week }) => date(week).slice(0, 5))}
        series={[
          { name: 'Arrivées', tone: 'two', values: load.map(({ created }) => created) },
          { name: 'Faites par tous', tone: 'one', values: load.map(({ done }) => done) },
          { name: 'Faites par vous', tone: 'three', values: load.map(({ own }) => own) },
        ]}
      />
    </Figure>
  );
}

export function Campaigns({ figures: { burndown }, query, over }: Part): JSX.Element {
  const ids = [...new Set(burndown.map(({ campaignId }) => campaignId))];
  return (
    <Figure
      id="campagnes"
      title="Campagnes : dossiers encore ouverts"
      list="/dashboard/burndown"
      query={only(query, 'caf', 'weeks')}
      over={over}
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

export function Refused({ figures: { refused }, query, over }: Part): JSX.Element {
  return (
    <Figure
      id="courriels-refuses"
      title="Courriels refusés ou incertains"
      list="/dashboard/refused"
      query={only(query, 'caf', 'weeks')}
      over={over}
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
