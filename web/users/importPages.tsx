import type { z } from 'zod';
import type { userImportCheckOut, userImportOut } from '../../api/shapes/userImport.ts';
import { USER_COLUMNS } from '../../domain/userImport/read.ts';
import { IMPORT_STATE_LABELS } from '../../domain/userImport/types.ts';
import { Facts, Section, State, Table } from '../kit/bits.tsx';
import { Checkbox, FileField, TextField } from '../kit/fields.tsx';
import { TemplateLink } from '../kit/fileForm.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { PartnerView } from '../kit/views.ts';
import { count } from '../kit/words.ts';
import { usersPath } from './paths.ts';

export type CheckView = z.output<typeof userImportCheckOut>;
export type ImportView = z.output<typeof userImportOut>;

export const importPath = (partnerId: string): string => `${usersPath(partnerId)}/import`;
const LABELS = { file: 'Fichier', confirmed: 'Adresses confirmées', reason: 'Motif' };
/** While accounts are made the page loads itself again. */
const REFRESH_S = 5;
const VERDICTS: Record<string, string> = {
  accepted: 'Sera créée',
  toConfirm: 'À confirmer',
  existing: 'A déjà un compte',
  duplicate: 'Doublon du fichier',
  refused: 'À corriger',
  EXISTANT: 'A déjà un compte',
  DOUBLON: 'Doublon du fichier',
  REFUSE: 'À corriger',
};

interface NewImportProps {
  view: View;
  partner: PartnerView;
  form: FormState;
  /** what a file that was only checked would do */
  checked: CheckView | null;
}

/** Accounts of many people from a spreadsheet: checked first, then made. */
export function NewImportPage({ view, partner, form, checked }: NewImportProps): JSX.Element {
  const above = { href: usersPath(partner.id), label: `Utilisateurs – ${partner.raisonSociale}` };
  return (
    <Page view={view} title="Créer des comptes à partir d'un tableur" above={above} faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={LABELS} />
      {checked !== null && (
        <Section id="verification" title="Résultat de la vérification">
          <p class="notice">Rien n'est créé. Choisissez de nouveau le fichier quand le résultat vous convient.</p>
          <Facts
            items={[
              ['Lignes lues', <span>{checked.rows.total}</span>],
              ['Comptes à créer', <span>{checked.rows.accepted}</span>],
              ['Adresses à confirmer', <span>{checked.rows.toConfirm}</span>],
              ['Déjà un compte', <span>{checked.rows.existing}</span>],
              ['Doublons du fichier', <span>{checked.rows.duplicate}</span>],
              ['À corriger', <span>{checked.rows.refused}</span>],
            ]}
          />
          <Reasons
            caption="Lignes qui appellent une remarque"
            rows={checked.details.map(({ row, verdict, reasons }) => ({ row, verdict, reasons }))}
          />
        </Section>
      )}
      <Section id="fichier" title="Fichier">
        <p safe>
          {`Un classeur .xlsx ou un .csv, une personne par ligne. Colonnes : ${USER_COLUMNS.map(({ header }) => header).join(', ')}. Seules les trois premières sont obligatoires ; pour un groupe T1, la dernière aussi (oui ou non), car un assistant social du travail n'a jamais ce profil.`}
        </p>
        <form method="post" action={importPath(partner.id)} id={form.id} enctype="multipart/form-data" novalidate>
          <input type="hidden" name="cle" value={form.values.cle as string} />
          <FileField
            form={form}
            name="file"
            label="Fichier"
            accept=".xlsx,.csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,text/csv"
            hint="5 000 personnes au plus. Les personnes qui ont déjà un compte ne sont pas créées deux fois."
          />
          <TemplateLink list="personnes" />
          <Checkbox
            form={form}
            name="confirmed"
            label="Les adresses qui ne ressemblent pas au nom de leur personne sont bien les leurs"
          />
          <p class="actions">
            <button type="submit" name="dryRun" value="true" class="quiet">
              Vérifier sans rien créer
            </button>
            <button type="submit" name="dryRun" value="false">
              Créer les comptes
            </button>
          </p>
        </form>
      </Section>
    </Page>
  );
}

interface ImportProps {
  view: View;
  partner: PartnerView;
  list: ImportView;
  /** the page is brought up to date while accounts are made */
  live: boolean;
  cancel: FormState;
}

/** One import: how far it is, what became of its rows; it can be left and found again, and stopped. */
export function ImportPage({ view, partner, list, live, cancel }: ImportProps): JSX.Element {
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
            <State code={list.state} words={IMPORT_STATE_LABELS[list.state]} />
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
        <Reasons
          caption="Lignes sans compte"
          rows={list.details.map(({ row, state, reasons }) => ({ row, verdict: state, reasons }))}
        />
      </div>
      {follow && (
        <p class="soft">
          La création continue : ces chiffres se mettent à jour tout seuls, vous pouvez quitter la page et y revenir.{' '}
          <a href="?suivi=non">Arrêter la mise à jour</a>
        </p>
      )}
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

function Reasons({
  caption,
  rows,
}: {
  caption: string;
  rows: readonly { row: number; verdict: string; reasons: ImportView['details'][number]['reasons'] }[];
}): JSX.Element {
  return (
    <Table
      caption={caption}
      empty="Aucune."
      heads={['Ligne', 'Verdict', 'Raisons']}
      rows={rows.map(({ row, verdict, reasons }) => [
        <span>{row}</span>,
        <span safe>{VERDICTS[verdict] ?? verdict}</span>,
        <span safe>
          {reasons.map(({ column, message }) => (column === '' ? message : `${column} : ${message}`)).join(' ')}
        </span>,
      ])}
    />
  );
}
