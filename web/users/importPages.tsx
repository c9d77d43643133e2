import type { z } from 'zod';
import type { importRowOut, userImportOut } from '../../api/shapes/userImport.ts';
import { IMPORT_ROW_LABELS } from '../../domain/userImport/kind.ts';
import { USER_COLUMNS } from '../../domain/userImport/read.ts';
import { IMPORT_STATE_LABELS, IMPORT_STATE_MARKS } from '../../domain/userImport/types.ts';
import { Facts, Reasons, Section, State, Table } from '../kit/bits.tsx';
import { SelectField, TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted, PartnerView } from '../kit/views.ts';
import { count } from '../kit/words.ts';
import { usersPath } from './paths.ts';

export type ImportView = z.output<typeof userImportOut>;
export type ImportRowView = z.output<typeof importRowOut>;

export const importPath = (partnerId: string): string => `${usersPath(partnerId)}/import`;
export const LABELS = { file: 'Fichier', confirmed: 'Adresses confirmées', reason: 'Motif' };
/** While accounts are made the page loads itself again. */
const REFRESH_S = 5;
const STATES = Object.entries(IMPORT_ROW_LABELS).map(([value, label]) => ({ value, label }));

interface NewImportProps {
  view: View;
  partner: PartnerView;
  form: FormState;
}

/** Accounts of many people from a spreadsheet: checked first, then made of what was checked, without choosing the file again. */
export function NewImportPage({ view, partner, form }: NewImportProps): JSX.Element {
  const above = { href: usersPath(partner.id), label: `Utilisateurs – ${partner.raisonSociale}` };
  return (
    <Page view={view} title="Créer des comptes à partir d'un tableur" above={above} faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={LABELS} />
      <Section id="fichier" title="Fichier">
        <p safe>
          {`Un fichier .xlsx ou .csv, une personne par ligne. Colonnes : ${USER_COLUMNS.map(({ header }) => header).join(', ')}. Seules les trois premières sont obligatoires ; pour un groupe T1, la dernière aussi (oui ou non), car un assistant social du travail n'a jamais ce profil.`}
        </p>
        <FileForm
          action={importPath(partner.id)}
          list="personnes"
          form={form}
          label="Fichier"
          hint="5 000 personnes au plus. Les personnes qui ont déjà un compte ne sont pas créées deux fois."
          check="Vérifier sans rien créer"
        />
      </Section>
    </Page>
  );
}

interface ImportProps {
  view: View;
  partner: PartnerView;
  list: ImportView;
  rows: Counted<ImportRowView>;
  query: Readonly<Record<string, string>>;
  /** the page is brought up to date while accounts are made */
  live: boolean;
  cancel: FormState;
}

/** One import: how far it is, what became of its rows; it can be left and found again, and stopped. */
export function ImportPage({ view, partner, list, rows: lines, query, live, cancel }: ImportProps): JSX.Element {
  const running = list.state === 'EN_COURS';
  const follow = running && live && cancel.faults.length === 0;
  const { rows } = list;
  return (
    <Page
      view={view}
      title="Import de personnes"
      above={{ href: usersPath(partner.id), label: `Utilisateurs – ${partner.raisonSociale}` }}
      refreshSeconds={follow ? REFRESH_S : null}
      faulty={cancel.faults.length > 0}
    >
      <FaultSummary form={cancel} labels={LABELS} />
      <div id="suivi" data-live={follow ? String(REFRESH_S) : undefined}>
        <Section id="avancement" title="Avancement">
          <p>
            <State mark={IMPORT_STATE_MARKS[list.state]} words={IMPORT_STATE_LABELS[list.state]} />
          </p>
          <Progress done={rows.created} total={rows.created + rows.waiting + rows.cancelled} />
          <Facts
            items={[
              ['Comptes créés', <span>{rows.created}</span>],
              ['En attente', <span>{rows.waiting}</span>],
              ['Déjà un compte', <span>{rows.existing}</span>],
              ['Doublons du fichier', <span>{rows.duplicate}</span>],
              ['À corriger', <span>{rows.refused}</span>],
              ['Arrêtés', <span>{rows.cancelled}</span>],
            ]}
          />
        </Section>
      </div>
      {follow && (
        <p class="soft">
          La création continue : ces chiffres se mettent à jour tout seuls, vous pouvez quitter la page et y revenir.{' '}
          <a href="?suivi=non">Arrêter la mise à jour</a>
        </p>
      )}
      <Rows partner={partner} list={list} rows={lines} query={query} follow={follow} />
      {running && (
        <details class="act" open={cancel.faults.length > 0}>
          <summary>Arrêter l'import</summary>
          <p safe>
            {`${count(rows.waiting, "compte en attente n'est pas créé", 'comptes en attente ne sont pas créés')} ; ${count(rows.created, 'compte déjà créé reste', 'comptes déjà créés restent')}.`}
          </p>
          <ActionForm
            action={`${importPath(partner.id)}/${encodeURIComponent(list.processId)}/arreter`}
            form={cancel}
            submit="Arrêter l'import"
          >
            <TextField form={cancel} name="reason" label="Motif" />
          </ActionForm>
        </details>
      )}
    </Page>
  );
}

function Progress({ done, total }: { done: number; total: number }): JSX.Element {
  return (
    <p>
      <span aria-live="polite" safe>
        {`Comptes créés : ${done.toLocaleString('fr-FR')} sur ${total.toLocaleString('fr-FR')}`}
      </span>
      <progress value={done} max={Math.max(total, 1)} aria-label="Comptes créés" />
    </p>
  );
}

function Rows({
  partner,
  list,
  rows,
  query,
  follow,
}: Pick<ImportProps, 'partner' | 'list' | 'rows' | 'query'> & { follow: boolean }): JSX.Element {
  const path = `${importPath(partner.id)}/${encodeURIComponent(list.processId)}`;
  const head = sortedHeads(path, query, 'row');
  const filter = freshForm('filtre', query);
  return (
    <Section id="lignes" title="Lignes">
      <FilterForm action={path} label="Filtrer les lignes" query={query}>
        <TextField form={filter} name="q" label="Courriel" width="medium" />
        <SelectField form={filter} name="state" label="État" choices={STATES} empty="Tous" />
      </FilterForm>
      <div id="lignes-suivies" data-live={follow ? String(REFRESH_S) : undefined}>
        <Listing
          path={path}
          list={`/user-imports/${encodeURIComponent(list.processId)}/rows`}
          query={query}
          page={rows}
          what="Ces lignes"
        >
          <Table
            quiet
            caption="Lignes du fichier"
            empty="Aucune ligne."
            heads={[head('Ligne', 'row'), head('Courriel', 'email'), head('État', 'state'), 'Raisons']}
            rows={rows.items.map(({ row, email, state, reasons }) => [
              <span>{row}</span>,
              <span safe>{email}</span>,
              <span safe>{IMPORT_ROW_LABELS[state]}</span>,
              <Reasons reasons={reasons} />,
            ])}
          />
        </Listing>
      </div>
    </Section>
  );
}
