import { WHO_LABELS } from '../../domain/decision/waiting.ts';
import { durationWords } from '../../domain/figures/labels.ts';
import { BarList, ColumnChart } from '../charts/charts.tsx';
import { Table } from '../kit/bits.tsx';
import type { DashboardView } from '../kit/views.ts';
import { count, date } from '../kit/words.ts';
import { Figure, number, only, type Part } from './frame.tsx';

const MOST_BARS = 12;

export function Late({ figures: { head, due } }: { figures: DashboardView }): JSX.Element {
  const soon = due.reduce((sum, { dossiers }) => sum + dossiers, 0);
  return (
    <Figure
      id="retards"
      title="En retard, et dans deux semaines"
      list="/dashboard/due"
      query={head.caf === null ? {} : { caf: head.caf }}
      over="À cet instant, et dans les deux semaines à venir"
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

export function Open({ figures: { open }, query, over }: Part): JSX.Element {
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
      over={over}
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

export function Waiting({ figures: { waiting }, query, over }: Part): JSX.Element {
  return (
    <Figure
      id="attentes"
      title="Où les dossiers attendent, et qui"
      list="/dashboard/waiting"
      query={only(query, 'caf')}
      over={over}
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

export function Stays({ figures: { stays }, query, over }: Part): JSX.Element {
  const longest = stays.toSorted((one, other) => (other.p90Ms ?? 0) - (one.p90Ms ?? 0)).slice(0, MOST_BARS);
  return (
    <Figure
      id="temps"
      title="Temps par étape"
      list="/dashboard/stays"
      query={only(query, 'caf', 'period')}
      over={over}
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
