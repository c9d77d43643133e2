import type { z } from 'zod';
import type { userImportCheckOut, userImportOut } from '../../api/shapes/userImport.ts';
import { USER_COLUMNS } from '../../domain/userImport/read.ts';
import { IMPORT_STATE_LABELS } from '../../domain/userImport/types.ts';
import { Facts, FIRST_LINES, FirstOf, Section, State, Table } from '../kit/bits.tsx';
import { Checkbox, TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { PartnerView } from '../kit/views.ts';
import { count } from '../kit/words.ts';
import { usersPath } from './paths.ts';

export type CheckView = z.output<typeof userImportCheckOut>;
export type ImportView = z.output<typeof userImportOut>;

export const importPath = (partnerId: string): string => `${usersPath(partnerId)}/import`;
/** Names a list that was checked, in the address and in the form. */
export const CHECK = 'verification';
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

/** Accounts of many people from a spreadsheet: checked first, then made of what was checked, without choosing the file again. */
export function NewImportPage({ view, partner, form, checked }: NewImportProps): JSX.Element {
  const above = { href: usersPath(partner.id), label: `Utilisateurs – ${partner.raisonSociale}` };
  return (
    <Page view={view} title="Créer des comptes à partir d'un tableur" above={above} faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={LABELS} />
      {checked !== null && <Checked partner={partner} form={form} checked={checked} />}
      <Section id="fichier" title={checked === null ? 'Fichier' : 'Vérifier un autre fichier'}>
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

/** What a checked list would do, and the button that does it. */
function Checked({ partner, form, checked }: Pick<NewImportProps, 'partner' | 'form'> & { checked: CheckView }) {
  const { rows, details } = checked;
  return (
    <Section id="verification" title="Résultat de la vérification">
      <p class="notice">Rien n'est créé. Ce fichier est gardé un jour, pour vous seul.</p>
      <Facts
        items={[
          ['Lignes lues', <span>{rows.total}</span>],
          ['Comptes à créer', <span>{rows.accepted}</span>],
          ['Adresses à confirmer', <span>{rows.toConfirm}</span>],
          ['Déjà un compte', <span>{rows.existing}</span>],
          ['Doublons du fichier', <span>{rows.duplicate}</span>],
          ['À corriger', <span>{rows.refused}</span>],
        ]}
      />
      {rows.accepted + rows.toConfirm > 0 && (
        <ActionForm action={`${importPath(partner.id)}/creer`} form={form} submit="Créer les comptes">
          <input type="hidden" name={CHECK} value={checked.checkId} />
          {rows.toConfirm > 0 && (
            <Checkbox
              form={form}
              name="confirmed"
              label="Les adresses qui ne ressemblent pas au nom de leur personne sont bien les leurs"
            />
          )}
        </ActionForm>
      )}
      <Reasons
        caption="Lignes qui appellent une remarque"
        rows={details.slice(0, FIRST_LINES).map(({ row, verdict, reasons }) => ({ row, verdict, reasons }))}
      />
      <FirstOf shown={FIRST_LINES} total={details.length} />
    </Section>
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
