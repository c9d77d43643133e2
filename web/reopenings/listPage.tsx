import { REOPENING_STATE_LABELS } from '../../domain/tuteurReopening/transitions.ts';
import { Facts, FIRST_LINES, FirstOf, Section, State, Table } from '../kit/bits.tsx';
import { ConfirmBox, TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { FaultSummary, type FormState } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted } from '../kit/views.ts';
import { date } from '../kit/words.ts';
import { IMPORT as PROTEGES_FILE } from '../proteges/paths.ts';
import { VerdictFigures } from './chart.tsx';
import type { CheckedView, ReopeningView } from './views.ts';
import { LineTable, n } from './words.tsx';

interface ReopeningsProps {
  view: View;
  reopenings: Counted<Pick<ReopeningView, 'id' | 'state' | 'opensOn' | 'createdAt'>>;
  query: Readonly<Record<string, string>>;
  /** null: this person launches none */
  form: FormState | null;
  /** report of a file that was only checked */
  checked: CheckedView | null;
}

/** Reopenings of the Espace Tuteur, and the form that checks or launches one from Tiersi's file (domain.md §5). */
export function ReopeningsPage({ view, reopenings, query, form, checked }: ReopeningsProps): JSX.Element {
  const head = sortedHeads('/reouvertures', query);
  return (
    <Page view={view} title="Réouverture de l’Espace Tuteur" faulty={(form?.faults.length ?? 0) > 0}>
      {form !== null && <FaultSummary form={form} labels={{ file: 'Fichier', opensOn: 'Date', confirmed: 'Date' }} />}
      {checked !== null && (
        <Section id="verification" title="Résultat de la vérification">
          <p class="notice">
            Rien n’est enregistré. Choisissez de nouveau le fichier et « Préparer la réouverture » quand le résultat
            vous convient.
          </p>
          <CheckedFile checked={checked} />
        </Section>
      )}
      <Section id="liste" title="Réouvertures">
        <Listing path="/reouvertures" list="/tuteur/reopenings" query={query} page={reopenings}>
          <Table
            caption={`${createdCaption('Réouvertures', query)} ; une seule à la fois`}
            empty="Aucune réouverture."
            heads={[head('Préparée le', 'createdAt'), head('État', 'state'), head('Ouverture à partir du', 'opensOn')]}
            rows={reopenings.items.map((one) => [
              <a href={`/reouvertures/${encodeURIComponent(one.id)}`} safe>
                {date(one.createdAt)}
              </a>,
              <State code={one.state} words={REOPENING_STATE_LABELS[one.state]} />,
              <span safe>{date(one.opensOn)}</span>,
            ])}
          />
        </Listing>
        {form !== null && (
          <p>
            <a href={PROTEGES_FILE}>Fichier des protégés : ce que l’espace montre à chaque tuteur</a>
          </p>
        )}
      </Section>
      {form !== null && (
        <Section id="nouvelle" title="Préparer une réouverture">
          <p>
            Le fichier vient de Tiersi : une ligne par SIRET connu. « Vérifier » montre le verdict de chaque tuteur sans
            rien enregistrer. « Préparer » lance le contrôle des SIRET ; rien ne rouvre avant la date, ni tant que les
            conditions ne sont pas réunies.
          </p>
          <FileForm
            action="/reouvertures"
            list="tiersi"
            form={form}
            label="Fichier de Tiersi"
            check="Vérifier sans rien enregistrer"
            submit="Préparer la réouverture"
          >
            <TextField form={form} name="opensOn" label="Réouverture à partir du" type="date" width="medium" />
            <ConfirmBox form={form} label="La date est la bonne" />
          </FileForm>
        </Section>
      )}
    </Page>
  );
}

/** What a file makes: its lines, and the verdicts of its tuteurs. */
export function CheckedFile({ checked }: { checked: CheckedView }): JSX.Element {
  const { rows } = checked;
  return (
    <>
      <Facts
        items={[
          ['Lignes', n(rows.total)],
          ['Lues', n(rows.read)],
          ['Refusées', n(rows.refused)],
          ['En double', n(rows.duplicate)],
        ]}
      />
      <VerdictFigures total={checked.total} byCaf={checked.byCaf} />
      <LineTable
        rows={checked.details.slice(0, FIRST_LINES)}
        caption="Lignes qui ne sont pas simplement lues"
        empty="Toutes les lignes sont lues, sans rien à signaler."
      />
      <FirstOf shown={FIRST_LINES} total={checked.details.length} />
    </>
  );
}
