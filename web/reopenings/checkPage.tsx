import { LINE_LABELS } from '../../domain/tuteur/tiersiFile.ts';
import { TUTEUR_VERDICT_LABELS } from '../../domain/tuteur/verdict.ts';
import { REFUSAL_LABELS } from '../../domain/tuteurReopening/types.ts';
import { Facts, Reasons, Section, Table } from '../kit/bits.tsx';
import { Before, Changes, CheckedLines, KeptNotice } from '../kit/checkedFile.tsx';
import { ConfirmBox, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted } from '../kit/views.ts';
import { count, siretWords } from '../kit/words.ts';
import { VerdictFigures } from './chart.tsx';
import type { CheckedRowView, CheckView } from './views.ts';
import { LINE_CHOICES, n } from './words.tsx';

export const checkPath = (id: string): string => `/reouvertures/verifications/${encodeURIComponent(id)}`;

const VERDICTS = Object.entries(TUTEUR_VERDICT_LABELS).map(([value, label]) => ({ value, label }));

interface CheckProps {
  view: View;
  check: CheckView;
  rows: Counted<CheckedRowView>;
  query: Readonly<Record<string, string>>;
  /** begins what was checked */
  start: FormState;
}

/** Tiersi's file as it was checked: what it would make, in figures and line by line; a reopening begins from it, or takes it, without its being chosen again. */
export function CheckPage({ view, check, rows, query, start }: CheckProps): JSX.Element {
  const path = checkPath(check.checkId);
  const { reopeningId, rows: lines } = check;
  const above =
    reopeningId === null
      ? { href: '/reouvertures', label: 'Réouverture de l’Espace Tuteur' }
      : { href: `/reouvertures/${encodeURIComponent(reopeningId)}`, label: 'La réouverture' };
  return (
    <Page view={view} title="Fichier de Tiersi vérifié" above={above} faulty={start.faults.length > 0}>
      <FaultSummary form={start} labels={{ file: 'Fichier', opensOn: 'Date', confirmed: 'Date' }} />
      <KeptNotice
        nothing={
          reopeningId === null
            ? 'Rien n’est commencé'
            : 'Rien n’est remplacé : le fichier en vigueur reste celui d’avant'
        }
        checked={check}
      />
      <Changes
        changed={check.changed}
        path={path}
        beside={
          check.absentChanged === 0
            ? ''
            : `${count(check.absentChanged, 'tuteur que le fichier ne nomme pas est venu ou parti', 'tuteurs que le fichier ne nomme pas sont venus ou partis')} : les chiffres sont ceux d’à présent.`
        }
      />
      <Section id="resultat" title="Résultat de la vérification">
        <Facts
          items={[
            ['Lignes', n(lines.total)],
            ['Lues', n(lines.read)],
            ['Refusées', n(lines.refused)],
            ['En double', n(lines.duplicate)],
          ]}
        />
        <VerdictFigures total={check.total} byCaf={check.byCaf} />
      </Section>
      <Start check={check} path={path} form={start} />
      <CheckedLines
        path={path}
        list={`/tuteur/reopening-checks/${encodeURIComponent(check.checkId)}/rows`}
        query={query}
        page={rows}
        found="Organisme ou SIRET"
        verdicts={{ label: 'Lecture', empty: 'Toutes', choices: LINE_CHOICES }}
        changed={check.changed}
        filters={
          <SelectField
            form={freshForm('filtre', query)}
            name="tuteurVerdict"
            label="Verdict du tuteur"
            choices={VERDICTS}
            empty="Tous"
          />
        }
      >
        <Lines rows={rows.items} path={path} query={query} />
      </CheckedLines>
    </Page>
  );
}

function Start({ check, path, form }: { check: CheckView; path: string; form: FormState }): JSX.Element {
  if (check.reopeningId !== null)
    return (
      <Section id="remplacer" title="Remplacer le fichier">
        <p>Les verdicts sont refaits, les corrections faites demeurent, le rapport d’impact est à relire.</p>
        <ActionForm action={`${path}/commencer`} form={form} submit="Remplacer le fichier" />
      </Section>
    );
  return (
    <Section id="preparer" title="Préparer la réouverture">
      <p>
        Le contrôle des SIRET commence de ce qui a été vérifié ; rien ne rouvre avant la date, ni tant que les
        conditions ne sont pas réunies.
      </p>
      <ActionForm action={`${path}/commencer`} form={form} submit="Préparer la réouverture">
        <TextField form={form} name="opensOn" label="Réouverture à partir du" type="date" width="medium" />
        <ConfirmBox form={form} label="La date est la bonne" />
      </ActionForm>
    </Section>
  );
}

function Lines({
  rows,
  path,
  query,
}: {
  rows: readonly CheckedRowView[];
  path: string;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  const head = sortedHeads(path, query, 'row');
  return (
    <Table
      quiet
      caption="Lignes du fichier"
      empty="Aucune ligne."
      heads={[
        head('Ligne', 'row'),
        head('Organisme', 'raisonSociale'),
        head('SIRET dans Tiersi', 'siret'),
        head('SIRET dans MCP', 'siretMcp'),
        head('Lecture', 'verdict'),
        head('Verdict', 'tuteurVerdict'),
        head('Protégés', 'proteges'),
        head('Caf', 'caf'),
      ]}
      rows={rows.map((row) => [
        <span>{row.row}</span>,
        <span safe>{row.raisonSociale}</span>,
        <span class="nowrap" safe>
          {siretWords(row.siret)}
        </span>,
        <span class="nowrap" safe>
          {siretWords(row.siretMcp)}
        </span>,
        <>
          <span safe>{LINE_LABELS[row.verdict]}</span>
          {row.reasons.length > 0 && (
            <div class="reasons">
              <Reasons reasons={row.reasons} />
            </div>
          )}
        </>,
        <>
          <span safe>{row.tuteurVerdict === null ? '–' : TUTEUR_VERDICT_LABELS[row.tuteurVerdict]}</span>
          {row.refusal !== null && (
            <>
              <br />
              <span class="soft" safe>
                {REFUSAL_LABELS[row.refusal]}
              </span>
            </>
          )}
          <Before said={row.before} now={row.tuteurVerdict} labels={TUTEUR_VERDICT_LABELS} />
        </>,
        <span safe>{row.proteges === null ? '–' : row.proteges.toLocaleString('fr-FR')}</span>,
        <span safe>{row.caf ?? '–'}</span>,
      ])}
    />
  );
}
