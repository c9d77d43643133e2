import type { PropsWithChildren } from '@kitajs/html';
import { scaleBand, scaleLinear } from 'd3-scale';

/** One series of numbers: its name, the class that gives it its colour, and its values in the order of the chart's categories. */
export interface Series {
  name: string;
  tone: 'one' | 'two' | 'three';
  values: readonly number[];
}

interface ChartProps {
  /** of the page's ids */
  id: string;
  /** what it shows, for who does not see it: the table below has every number */
  title: string;
  categories: readonly string[];
  series: readonly Series[];
}

const WIDTH = 720;
const HEIGHT = 260;
const LEFT = 84;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 46;
/** So many words fit below the axis, also in the large letters of a narrow screen. */
const LABELS = 7;

/**
 * Columns side by side, drawn on the server: geometry by d3-scale, colours by classes of the sheet, no style of its own, so that it passes the
 * strict CSP. A chart without a number above zero is not drawn.
 */
export function ColumnChart({ id, title, categories, series }: ChartProps): JSX.Element {
  const y = heightScale(series);
  if (y === null) return <Nothing />;
  const x = scaleBand()
    .domain(categories)
    .range([LEFT, WIDTH - RIGHT])
    .paddingInner(0.25);
  const width = x.bandwidth() / series.length;
  return (
    <Frame id={id} title={title} series={series}>
      <Grid y={y} />
      {series.map(({ tone, values }, index) => (
        <g class={tone}>
          {values.map((value, place) => {
            const top = y(value);
            const left = (x(categories[place] ?? '') ?? 0) + index * width;
            return <rect x={round(left)} y={round(top)} width={round(width)} height={round(HEIGHT - BOTTOM - top)} />;
          })}
        </g>
      ))}
      <Below categories={categories} at={(one) => (x(one) ?? 0) + x.bandwidth() / 2} />
    </Frame>
  );
}

/** Lines over the same categories. */
export function LineChart({ id, title, categories, series }: ChartProps): JSX.Element {
  const y = heightScale(series);
  if (y === null) return <Nothing />;
  const x = scaleLinear()
    .domain([0, Math.max(1, categories.length - 1)])
    .range([LEFT, WIDTH - RIGHT]);
  return (
    <Frame id={id} title={title} series={series}>
      <Grid y={y} />
      {series.map(({ tone, values }) => (
        <g class={tone}>
          <polyline points={values.map((value, place) => `${round(x(place))},${round(y(value))}`).join(' ')} />
        </g>
      ))}
      <Below categories={categories} at={(one) => x(categories.indexOf(one))} />
    </Frame>
  );
}

/** Bars one below the other, each with its name and number above it: for categories with long names, which wrap. */
export function BarList({
  title,
  bars,
}: {
  title: string;
  bars: readonly { name: string; value: number; words: string }[];
}): JSX.Element {
  const most = Math.max(0, ...bars.map(({ value }) => value));
  if (most === 0) return <Nothing />;
  const x = scaleLinear().domain([0, most]).range([0, WIDTH]);
  return (
    <ul class="bars" aria-label={title}>
      {bars.map(({ name, value, words }) => (
        <li>
          <span safe>{`${name} : ${words}`}</span>
          <svg viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="0" width={round(Math.max(2, x(value)))} height="10" />
          </svg>
        </li>
      ))}
    </ul>
  );
}

function Nothing(): JSX.Element {
  return <p class="empty">Rien à montrer pour l'instant.</p>;
}

/** From zero to the largest value; null where there is none above zero. */
function heightScale(series: readonly Series[]) {
  const most = Math.max(0, ...series.flatMap(({ values }) => values));
  if (most === 0) return null;
  return scaleLinear()
    .domain([0, most])
    .range([HEIGHT - BOTTOM, TOP])
    .nice(4);
}

type Height = NonNullable<ReturnType<typeof heightScale>>;

function Frame({
  id,
  title,
  series,
  children,
}: PropsWithChildren<{
  id: string;
  title: string;
  series: readonly Series[];
}>): JSX.Element {
  return (
    <figure class="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-titre`}>
        <title id={`${id}-titre`} safe>
          {title}
        </title>
        {children}
      </svg>
      {series.length > 1 && (
        <figcaption>
          {series.map(({ name, tone }) => (
            <span class={`key ${tone}`} safe>
              {name}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

function Grid({ y }: { y: Height }): JSX.Element {
  // numbers of things: no half ones
  const ticks = y.ticks(4).filter((tick) => Number.isInteger(tick));
  return (
    <g class="grid">
      {ticks.map((tick) => (
        <>
          <line x1={String(LEFT)} x2={String(WIDTH - RIGHT)} y1={round(y(tick))} y2={round(y(tick))} />
          <text x={String(LEFT - 8)} y={round(y(tick) + 5)} text-anchor="end" safe>
            {tick.toLocaleString('fr-FR')}
          </text>
        </>
      ))}
    </g>
  );
}

/** Some of the names below the axis, as many as fit. */
function Below({ categories, at }: { categories: readonly string[]; at: (category: string) => number }): JSX.Element {
  const every = Math.ceil(categories.length / LABELS);
  return (
    <g class="below">
      {categories
        .filter((_, index) => index % every === 0)
        .map((category) => (
          <text x={round(at(category))} y={String(HEIGHT - BOTTOM + 24)} text-anchor="middle" safe>
            {category}
          </text>
        ))}
    </g>
  );
}

const round = (value: number): string => String(Math.round(value * 10) / 10);
