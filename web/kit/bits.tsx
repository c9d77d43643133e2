// biome-ignore-all lint/a11y/noRedundantRoles: where a narrow screen stacks its cells, a browser takes them for a table only by their roles
import type { PropsWithChildren } from '@kitajs/html';
import { EXPORTED_AT_MOST } from '../../domain/formats/exported.ts';
import type { Mark as StateMark } from '../../domain/formats/mark.ts';
import { PROCESS_STATE_MARKS } from '../../domain/process/stateLabels.ts';
import type { ProcessType } from '../../domain/process/types.ts';
import { count, date, instant, processStateWords } from './words.ts';

const TONES: Readonly<Record<StateMark, string>> = {
  done: 'good',
  ready: 'good',
  opened: 'good',
  amiss: 'bad',
  stopped: 'bad',
  toDo: 'work',
  plain: 'plain',
};

/** A state in words; its colour only repeats what they say. */
export function State({ mark, words }: { mark: StateMark; words: string }): JSX.Element {
  return (
    <span class={`state ${TONES[mark]}`} safe>
      {words}
    </span>
  );
}

/** … of a process. */
export function ProcessState({ type, state }: { type: ProcessType; state: string }): JSX.Element {
  return <State mark={PROCESS_STATE_MARKS[type][state] ?? 'plain'} words={processStateWords({ type, state })} />;
}

/** A short mark beside a state: late, blocked. */
export function Mark({ words }: { words: string }): JSX.Element {
  return (
    <strong class="mark" safe>
      {words}
    </strong>
  );
}

export function Instant({ at }: { at: string | Date }): JSX.Element {
  return (
    <time datetime={new Date(at).toISOString()} safe>
      {instant(at)}
    </time>
  );
}

/** A day, where the hour says nothing. */
export function Day({ at }: { at: string }): JSX.Element {
  return (
    <time datetime={new Date(at).toISOString()} safe>
      {date(at)}
    </time>
  );
}

/** The head of a column that its list may be sorted by. */
export interface SortableHead {
  label: string;
  /** the same list, sorted by this column, the other way round where it is already */
  href: string;
  sorted: 'ascending' | 'descending' | undefined;
}

/** Head of a column by which a list is sorted, in its address: `query` as it is shown, `usual` what it is sorted by where nobody says. */
export function sortableHead(
  label: string,
  column: string,
  { path, query, usual }: { path: string; query: Readonly<Record<string, string>>; usual: string },
): SortableHead {
  const { cursor: _, sort = usual, ...rest } = query;
  const sorted = sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : undefined;
  const next = sorted === 'ascending' ? `-${column}` : column;
  return { label, href: `${path}?${new URLSearchParams({ ...rest, sort: next })}`, sorted };
}

const labelOf = (head: string | SortableHead | undefined): string | undefined =>
  typeof head === 'object' ? head.label : head;

function HeadWords({ head }: { head: string | SortableHead }): JSX.Element {
  if (typeof head === 'string') return <span safe>{head}</span>;
  const way = head.sorted === 'ascending' ? ' ↑' : head.sorted === 'descending' ? ' ↓' : '';
  return (
    <a href={head.href}>
      <span safe>{head.label}</span>
      <span aria-hidden="true" safe>
        {way}
      </span>
    </a>
  );
}

/** How many lines a list has; null: more than are counted. */
export function Total({ total }: { total: number | null }): JSX.Element {
  const words =
    total === null
      ? `${EXPORTED_AT_MOST.toLocaleString('fr-FR')} lignes et davantage`
      : count(total, 'ligne', 'lignes');
  return (
    <p class="soft" safe>
      {words}
    </p>
  );
}

interface TableProps {
  caption: string;
  heads: readonly (string | SortableHead)[];
  /** cells are markup, escaped where they are written; the first of a row is its head */
  rows: readonly (readonly JSX.Element[])[];
  /** said instead of an empty table */
  empty: string;
  /** the caption only repeats the heading above: it is for who hears the page */
  quiet?: boolean;
}

/**
 * A table with its caption and heads. Where it is too wide it scrolls on its own, within reach of the keyboard; on a narrow screen its
 * cells stand one under the other, each under its column's head.
 */
export function Table({ caption, heads, rows, empty, quiet = false }: TableProps): JSX.Element {
  if (rows.length === 0) {
    return (
      <p class="empty" safe>
        {empty}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table that scrolls on its own is no set of fields
    <div class="scroll" role="group" aria-label={caption} tabindex={0}>
      <table role="table">
        <caption>
          <span class={quiet ? 'hidden' : undefined} safe>
            {caption}
          </span>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {heads.map((head) => (
              <th
                scope="col"
                role="columnheader"
                aria-sort={typeof head === 'object' ? (head.sorted ?? 'none') : undefined}
              >
                <HeadWords head={head} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((cells) => (
            <tr role="row">
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th scope="row" role="rowheader">
                    {cell}
                  </th>
                ) : (
                  <td role="cell" data-head={labelOf(heads[index])}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Why a line of a file is not simply taken, or what is worth knowing of it, by column (U3). */
export function Reasons({
  reasons,
}: {
  reasons: readonly { column: string; message: string; warning?: boolean | undefined }[];
}): JSX.Element {
  if (reasons.length === 0) return '–';
  return (
    <ul>
      {reasons.map(({ column, message, warning }) => (
        <li>
          {warning === true && <span>Avertissement – </span>}
          {column !== '' && <strong safe>{`${column} : `}</strong>}
          <span safe>{message}</span>
        </li>
      ))}
    </ul>
  );
}

/** Words and values, one under the other. Values are markup. */
export function Facts({ items }: { items: readonly (readonly [label: string, value: JSX.Element])[] }): JSX.Element {
  return (
    <dl class="facts">
      {items.map(([label, value]) => (
        <div>
          <dt safe>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

export function Section({ id, title, children }: PropsWithChildren<{ id: string; title: string }>): JSX.Element {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} safe>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** A part that waits folded until somebody looks for it; its heading says how much is in it. `open`: something in it asks for a look. */
export function Fold({
  id,
  title,
  open = false,
  children,
}: PropsWithChildren<{ id: string; title: string; open?: boolean }>): JSX.Element {
  return (
    <details class="act fold" open={open}>
      <summary>
        <h2 id={id} safe>
          {title}
        </h2>
      </summary>
      {children}
    </details>
  );
}

/** Way to the rest of a list, keeping its filters. */
export function NextPage({
  path,
  query,
  cursor,
}: {
  path: string;
  query: Readonly<Record<string, string>>;
  cursor: string | null | undefined;
}): JSX.Element {
  if (cursor === null || cursor === undefined) return '';
  return (
    <p class="next">
      <a href={`${path}?${new URLSearchParams({ ...query, cursor })}`}>Page suivante</a>
    </p>
  );
}
