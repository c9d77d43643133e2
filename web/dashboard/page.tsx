import { CAF_CODES, cafName } from '../../domain/caf/cafs.ts';
import { Instant } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { FilterForm, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { DashboardView } from '../kit/views.ts';
import { Late, Open, Stays, Waiting } from './dossiers.tsx';
import { Campaigns, Load, Refused } from './work.tsx';

export const DASHBOARD = '/tableau-de-bord';

interface Props {
  view: View;
  figures: DashboardView;
  /** what was asked: caf, period, and the weeks that it has */
  query: Readonly<Record<string, string>>;
  /** reads every Caf, and may choose one */
  choosesCaf: boolean;
}

const PERIODS = [
  { value: '30', label: '30 derniers jours' },
  { value: '90', label: '90 derniers jours' },
  { value: '365', label: '12 derniers mois' },
];

/** What stands at this instant has no period. */
const NOW = 'À cet instant';

/** The head's and the Cnaf's page (§3): each figure as a picture, with its table, its period and its file. */
export function DashboardPage({ view, figures, query, choosesCaf }: Props): JSX.Element {
  const { head } = figures;
  const form = freshForm('periode', { period: '90', ...query });
  const over = PERIODS.find(({ value }) => value === (query.period ?? '90'))?.label ?? '';
  const who = head.caf === null ? 'toutes les Caf' : `Caf ${head.caf}`;
  return (
    <Page view={view} title={`Tableau de bord : ${who}`}>
      {head.countedAt === null ? (
        <p class="notice">Les chiffres sont en préparation : ils se comptent toutes les cinq minutes.</p>
      ) : (
        <p class="soft">
          Chiffres du <Instant at={head.countedAt} />.
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
        <SelectField form={form} name="period" label="Période" choices={PERIODS} />
      </FilterForm>
      <Late figures={figures} />
      <Open figures={figures} query={query} over={NOW} />
      <Waiting figures={figures} query={query} over={NOW} />
      <Stays figures={figures} query={query} over={over} />
      <Load figures={figures} query={query} over={over} />
      <Campaigns figures={figures} query={query} over={over} />
      <Refused figures={figures} query={query} over={over} />
    </Page>
  );
}
