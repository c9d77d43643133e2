import { siretCorrection } from '../../domain/siretCorrection/kind.ts';
import { TUTEUR_VERDICT_LABELS, TUTEUR_VERDICTS } from '../../domain/tuteur/verdict.ts';
import { Day, Mark, Section, type SortableHead, State, Table } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { ActionForm, FilterForm, freshForm, IdempotencyKey } from '../kit/form.tsx';
import { GoOn, NOT_CONFIRMED, type Sending } from '../kit/goOn.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { CorrectionReportView, CorrectionView, Counted } from '../kit/views.ts';
import { siretWords } from '../kit/words.ts';
import { correctionPath, correctionsPath } from './paths.ts';

const STATES = Object.entries(siretCorrection.states).map(([value, label]) => ({ value, label }));
const VERDICTS = TUTEUR_VERDICTS.map((value) => ({ value, label: TUTEUR_VERDICT_LABELS[value] }));

interface ListProps {
  view: View;
  reopeningId: string;
  corrections: Counted<CorrectionView>;
  query: Readonly<Record<string, string>>;
  /** this person may confirm */
  may: boolean;
}

/** Corrections of a Caf, filtered; the sure ones may be confirmed together. */
export function CorrectionsPage({ view, reopeningId, corrections, query, may }: ListProps): JSX.Element {
  const path = correctionsPath(reopeningId);
  const form = freshForm('filtre', query);
  const head = sortedHeads(path, query, 'raisonSociale');
  const some = may && corrections.items.some(isSure);
  return (
    <Page view={view} title="SIRET des tuteurs à corriger">
      <p>
        Le SIRET de ces tuteurs n'est pas le même dans MCP et dans Tiersi. Quand le SIREN est le même, la correction
        vaut dès votre accord ; sinon, le partenaire signe un avenant. Un tuteur absent de Tiersi, ou sans aucun
        protégé, est à vérifier : il n'est pas ouvert et garde Cdap T9.
      </p>
      <FilterForm action={path} label="Filtrer les corrections" beside={<a href={path}>Tout afficher</a>} query={query}>
        <SelectField form={form} name="verdict" label="Verdict" choices={VERDICTS} empty="Tous" />
        <SelectField form={form} name="state" label="État" choices={STATES} empty="Tous" />
      </FilterForm>
      <Listing
        path={path}
        list={`/tuteur/reopenings/${encodeURIComponent(reopeningId)}/corrections`}
        query={query}
        page={corrections}
      >
        {some ? (
          <form
            method="post"
            action={`${path}/recapitulatif?${new URLSearchParams(query)}`}
            id="corrections"
            novalidate
          >
            <IdempotencyKey />
            <CorrectionTable corrections={corrections.items} head={head} selectable />
            <p class="actions">
              <button type="submit" name="which" value="some" class="quiet">
                Confirmer les corrections cochées
              </button>
              <button type="submit" name="which" value="all">
                Confirmer toutes celles de cette page au même SIREN
              </button>
              {corrections.nextCursor !== null && (
                <button type="submit" name="which" value="match" class="quiet">
                  {matchingLabel(corrections.total)}
                </button>
              )}
            </p>
          </form>
        ) : (
          <CorrectionTable corrections={corrections.items} head={head} selectable={false} />
        )}
      </Listing>
    </Page>
  );
}

/** It waits for the Caf, and may be confirmed without a look at each. */
export function isSure({ proposal, taskId }: CorrectionView): boolean {
  return taskId !== null && proposal?.sure === true;
}

function CorrectionTable({
  corrections,
  head,
  selectable,
}: {
  head: (label: string, column: string) => SortableHead;
  corrections: readonly CorrectionView[];
  selectable: boolean;
}): JSX.Element {
  return (
    <Table
      caption="Corrections"
      empty="Aucune correction ne correspond."
      heads={[
        head('Tuteur', 'raisonSociale'),
        head('Verdict', 'verdict'),
        head('MCP', 'siretMcp'),
        'Proposé',
        head('État', 'state'),
        head('Avant le', 'dueAt'),
      ]}
      rows={corrections.map((one) => [
        <>
          {selectable && isSure(one) && (
            <>
              <input
                type="checkbox"
                name="ids"
                value={one.id}
                aria-label={`Choisir ${one.raisonSociale}`}
                class="pick"
              />
              <input type="hidden" name="sure" value={one.id} />
            </>
          )}
          <a href={correctionPath(one.id)} safe>
            {one.raisonSociale}
          </a>
        </>,
        <span safe>{TUTEUR_VERDICT_LABELS[one.verdict]}</span>,
        <span class="nowrap" safe>
          {siretWords(one.siretMcp)}
        </span>,
        <span class="nowrap" safe>
          {one.proposal === null ? '–' : siretWords(one.proposal.siret)}
        </span>,
        <State mark={siretCorrection.marks[one.state]} words={siretCorrection.states[one.state]} />,
        one.dueAt === null ? '–' : <Day at={one.dueAt} />,
      ])}
    />
  );
}

/** What is about to be confirmed, line by line, before anything changes. */
export function RecapPage({
  view,
  reopeningId,
  corrections,
  matching,
}: {
  view: View;
  reopeningId: string;
  corrections: readonly CorrectionView[];
  /** of all that meet the filters, where it is about those: how many are sure, and whether there are lines that were not looked at */
  matching: { sure: number; more: boolean } | null;
}): JSX.Element {
  const path = correctionsPath(reopeningId);
  return (
    <Page view={view} title="Confirmer les corrections" above={{ href: path, label: 'SIRET des tuteurs à corriger' }}>
      <p safe>
        {corrections.length === 0
          ? "Rien n'est choisi : cochez des corrections au même SIREN."
          : `${corrections.length === 1 ? 'Cette convention prend' : `Ces ${corrections.length} conventions prennent`} le SIRET de Tiersi. Chaque partenaire est prévenu ; vous pourrez revenir sur chaque correction.`}
      </p>
      {matching !== null && <p safe>{sureWords(matching, corrections.length)}</p>}
      <Table
        caption="Ce qui va changer"
        empty="Aucune correction."
        heads={['Tuteur', 'SIRET actuel', 'Nouveau SIRET']}
        rows={corrections.map((one) => [
          <span safe>{one.raisonSociale}</span>,
          <span class="nowrap" safe>
            {siretWords(one.siretMcp)}
          </span>,
          <span class="nowrap" safe>
            {siretWords(one.proposal?.siret ?? '')}
          </span>,
        ])}
      />
      {corrections.length > 0 && (
        <ActionForm action={`${path}/confirmer`} form={freshForm('confirmer')} submit="Corriger ces SIRET">
          {corrections.map(({ id }) => (
            <input type="hidden" name="ids" value={id} />
          ))}
        </ActionForm>
      )}
    </Page>
  );
}

/** How the choice of all that match is offered: what meets the filters, of which only the sure ones are confirmed. */
function matchingLabel(total: number | null): string {
  const many = total === null ? 'bien davantage' : total.toLocaleString('fr-FR');
  return `Confirmer celles au même SIREN parmi toutes les lignes qui répondent aux filtres (${many})`;
}

/** Whether a recap is of all the sure ones that match, or which part, and how the rest is reached. */
function sureWords({ sure, more }: { sure: number; more: boolean }, shown: number): string {
  if (sure <= shown && !more)
    return 'Ce sont toutes celles au même SIREN qui répondent aux filtres, sur toutes les pages.';
  const many = `${sure.toLocaleString('fr-FR')}${more ? ' au moins' : ''}`;
  return `Ce sont les ${shown.toLocaleString('fr-FR')} premières sur ${many} au même SIREN qui répondent aux filtres : recommencez ensuite pour les suivantes.`;
}

const OUTCOMES = { CONFIRMEE: 'corrigé', REFUSEE: 'non corrigé', EN_COURS: NOT_CONFIRMED } as const;

/** What became of each line. */
export function ReportPage({
  view,
  reopeningId,
  report,
  sending,
}: {
  view: View;
  reopeningId: string;
  report: CorrectionReportView;
  sending: Sending;
}): JSX.Element {
  const path = correctionsPath(reopeningId);
  const done = report.items.filter(({ outcome }) => outcome === 'CONFIRMEE').length;
  return (
    <Page view={view} title="Bilan des corrections" above={{ href: path, label: 'SIRET des tuteurs à corriger' }}>
      <p safe>{`${done} sur ${report.items.length} corrigés. Il en reste ${report.left} au même SIREN à confirmer.`}</p>
      <GoOn pending={report.items.filter(({ outcome }) => outcome === 'EN_COURS').length} sending={sending} />
      <Section id="bilan" title="Ligne par ligne">
        <ul>
          {report.items.map((line) => (
            <li>
              <a href={correctionPath(line.id)} safe>
                {line.raisonSociale ?? line.id}
              </a>
              <span
                safe
              >{` : ${line.message ?? `${OUTCOMES[line.outcome]}${line.siret === null ? '' : `, ${siretWords(line.siret)}`}`}`}</span>
              {line.outcome === 'REFUSEE' && <Mark words=" non corrigé" />}
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  );
}
