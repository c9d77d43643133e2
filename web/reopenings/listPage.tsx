import { REOPENING_STATE_LABELS, REOPENING_STATE_MARKS } from '../../domain/tuteurReopening/transitions.ts';
import { Section, State, Table } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { FaultSummary, type FormState } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted } from '../kit/views.ts';
import { date } from '../kit/words.ts';
import { IMPORT as PROTEGES_FILE } from '../proteges/paths.ts';
import type { ReopeningView } from './views.ts';

interface ReopeningsProps {
  view: View;
  reopenings: Counted<Pick<ReopeningView, 'id' | 'state' | 'opensOn' | 'createdAt'>>;
  query: Readonly<Record<string, string>>;
  /** null: this person launches none */
  form: FormState | null;
}

/** Reopenings of the Espace Tuteur, and the form that checks or launches one from Tiersi's file (domain.md §5). */
export function ReopeningsPage({ view, reopenings, query, form }: ReopeningsProps): JSX.Element {
  const head = sortedHeads('/reouvertures', query);
  return (
    <Page view={view} title="Réouverture de l’Espace Tuteur" faulty={(form?.faults.length ?? 0) > 0}>
      {form !== null && <FaultSummary form={form} labels={{ file: 'Fichier', opensOn: 'Date' }} />}
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
              <State mark={REOPENING_STATE_MARKS[one.state]} words={REOPENING_STATE_LABELS[one.state]} />,
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
            Le fichier vient de Tiersi : une ligne par SIRET connu. « Vérifier » montre le verdict de chaque tuteur,
            sans rien commencer ; la réouverture se prépare ensuite de ce qui a été vérifié. Rien ne rouvre avant la
            date, ni tant que les conditions ne sont pas réunies.
          </p>
          <FileForm
            action="/reouvertures"
            list="tiersi"
            form={form}
            label="Fichier de Tiersi"
            check="Vérifier sans rien commencer"
          >
            <TextField form={form} name="opensOn" label="Réouverture à partir du" type="date" width="medium" />
          </FileForm>
        </Section>
      )}
    </Page>
  );
}
