import type { PropsWithChildren } from '@kitajs/html';
import { Fold, Section } from '../kit/bits.tsx';
import { ExportLinks } from '../kit/exportLinks.tsx';
import type { DashboardView } from '../kit/views.ts';

/** A picture, and below it its table and its file. */
export function Figure({
  id,
  title,
  table,
  list,
  query,
  over,
  children,
}: PropsWithChildren<{
  /** of when its numbers tell */
  over: string;
  id: string;
  title: string;
  table: JSX.Element;
  list: string;
  query: Readonly<Record<string, string>>;
}>): JSX.Element {
  return (
    <Section id={id} title={title}>
      <p class="soft" safe>
        {over}
      </p>
      {children}
      <Fold id={`${id}-tableau`} title={`Tableau : ${title}`}>
        {table}
        <ExportLinks list={list} query={query} what="Ces chiffres" />
      </Fold>
    </Section>
  );
}

export interface Part {
  over: string;
  figures: DashboardView;
  query: Readonly<Record<string, string>>;
}

/** Of what was asked, what this list knows. */
export function only(query: Part['query'], ...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => names.includes(name)));
}

/** A count, in thousands as French writes them. */
export const number = (n: number): JSX.Element => <span safe>{n.toLocaleString('fr-FR')}</span>;
