import { TUTEUR_VERDICT_LABELS } from '../../domain/tuteur/verdict.ts';
import { REFUSAL_LABELS } from '../../domain/tuteurReopening/types.ts';
import { Section, Table } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { FilterForm, freshForm } from '../kit/form.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted } from '../kit/views.ts';
import { date, siretWords } from '../kit/words.ts';
import { ImpactFigures, TIERSI_HEADS } from './chart.tsx';
import type { ReopeningView, TuteurView } from './views.ts';
import { cafWords, n } from './words.tsx';

const VERDICTS = Object.entries(TUTEUR_VERDICT_LABELS).map(([value, label]) => ({ value, label }));

interface ImpactProps {
  view: View;
  reopening: ReopeningView;
  tuteurs: Counted<TuteurView>;
  query: Readonly<Record<string, string>>;
}

/** The impact report: of every tuteur what SIREN shows and what SIRET alone would have missed, per Caf (TUT-8, TUT-9). */
export function ImpactPage({ view, reopening, tuteurs, query }: ImpactProps): JSX.Element {
  const path = `/reouvertures/${encodeURIComponent(reopening.id)}`;
  const impact = `${path}/impact`;
  const head = sortedHeads(impact, query, 'caf');
  const filter = freshForm('filtre', query);
  const cafs = reopening.byCaf.map(({ caf }) => ({ value: caf ?? 'SANS_CAF', label: cafWords(caf) }));
  return (
    <Page
      view={view}
      title="Rapport d’impact"
      above={{ href: path, label: `Réouverture du ${date(reopening.opensOn)}` }}
    >
      <Section id="ensemble" title="Par Caf">
        <ImpactFigures total={reopening.total} byCaf={reopening.byCaf} fileOfProteges={reopening.fileOfProteges} />
      </Section>
      <Section id="tuteurs" title="Tuteur par tuteur">
        <FilterForm action={impact} label="Filtrer les tuteurs" query={query}>
          <SelectField form={filter} name="verdict" label="Verdict" choices={VERDICTS} empty="Tous" />
          <SelectField form={filter} name="caf" label="Caf" choices={cafs} empty="Toutes" />
          <SelectField
            form={filter}
            name="missed"
            label="Recherche par SIRET"
            choices={[{ value: 'true', label: 'Manquerait des protégés' }]}
            empty="Tous les tuteurs"
          />
        </FilterForm>
        <Listing
          path={impact}
          list={`/tuteur/reopenings/${encodeURIComponent(reopening.id)}/tuteurs`}
          query={query}
          page={tuteurs}
          what="Ces tuteurs"
        >
          <Table
            caption="Ce que montre chaque recherche"
            empty="Aucun tuteur."
            heads={[
              head('Tuteur', 'raisonSociale'),
              head('Caf', 'caf'),
              head('SIRET dans MCP', 'siretMcp'),
              head('SIRET dans Tiersi', 'sirets'),
              head('Verdict', 'verdict'),
              head('Par SIREN', 'bySiren'),
              head('Par SIRET', 'bySiret'),
              head('Manqués', 'missedBySiret'),
              ...(reopening.fileOfProteges
                ? TIERSI_HEADS.map((label, at) => head(label, at === 0 ? 'tiersiBySiren' : 'tiersiBySiret'))
                : []),
            ]}
            rows={tuteurs.items.map((one) => [
              <span safe>{one.raisonSociale}</span>,
              <span safe>{cafWords(one.caf)}</span>,
              <span class="nowrap" safe>
                {siretWords(one.siretMcp)}
              </span>,
              n(one.sirets.length),
              <>
                <span safe>{TUTEUR_VERDICT_LABELS[one.verdict]}</span>
                {one.refusal !== null && (
                  <>
                    <br />
                    <span class="soft" safe>
                      {REFUSAL_LABELS[one.refusal]}
                    </span>
                  </>
                )}
              </>,
              n(one.bySiren),
              n(one.bySiret),
              n(one.missedBySiret),
              ...(reopening.fileOfProteges ? [n(one.tiersiBySiren), n(one.tiersiBySiret)] : []),
            ])}
          />
        </Listing>
      </Section>
    </Page>
  );
}
