import type { z } from 'zod';
import type { checkedUserOut, userImportKeptOut } from '../../api/shapes/userImport.ts';
import { USER_VERDICT_LABELS } from '../../domain/userImport/types.ts';
import { Facts, Reasons, Section, Table } from '../kit/bits.tsx';
import { Before, Changes, CheckedLines, KeptNotice } from '../kit/checkedFile.tsx';
import { Checkbox } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted, PartnerView } from '../kit/views.ts';
import { importPath, LABELS } from './importPages.tsx';

type KeptView = z.output<typeof userImportKeptOut>;
type CheckedUserView = z.output<typeof checkedUserOut>;

export const checkPath = (partnerId: string, checkId: string): string =>
  `${importPath(partnerId)}/verifications/${encodeURIComponent(checkId)}`;

const VERDICTS = Object.entries(USER_VERDICT_LABELS).map(([value, label]) => ({ value, label }));

interface CheckProps {
  view: View;
  partner: PartnerView;
  list: KeptView;
  rows: Counted<CheckedUserView>;
  query: Readonly<Record<string, string>>;
  /** makes the accounts of what was checked */
  make: FormState;
}

/** A list of people that was checked: what would become of it, in figures and line by line, and the button that does it. */
export function ImportCheckPage({ view, partner, list, rows, query, make }: CheckProps): JSX.Element {
  const path = checkPath(partner.id, list.checkId);
  const head = sortedHeads(path, query, 'row');
  return (
    <Page
      view={view}
      title="Liste de personnes vérifiée"
      above={{
        href: importPath(partner.id),
        label: `Créer des comptes à partir d'un tableur – ${partner.raisonSociale}`,
      }}
      faulty={make.faults.length > 0}
    >
      <FaultSummary form={make} labels={LABELS} />
      <KeptNotice nothing="Rien n'est créé" checked={list} />
      <Changes changed={list.changed} path={path} />
      <Section id="verification" title="Résultat de la vérification">
        <Facts
          items={[
            ['Lignes lues', <span>{list.rows.total}</span>],
            ['Comptes à créer', <span>{list.rows.accepted}</span>],
            ['Adresses à confirmer', <span>{list.rows.toConfirm}</span>],
            ['Déjà un compte', <span>{list.rows.existing}</span>],
            ['Doublons du fichier', <span>{list.rows.duplicate}</span>],
            ['À corriger', <span>{list.rows.refused}</span>],
          ]}
        />
        {list.rows.accepted + list.rows.toConfirm > 0 && (
          <ActionForm action={`${path}/creer`} form={make} submit="Créer les comptes">
            {list.rows.toConfirm > 0 && (
              <Checkbox
                form={make}
                name="confirmed"
                label="Les adresses qui ne ressemblent pas au nom de leur personne sont bien les leurs"
              />
            )}
          </ActionForm>
        )}
      </Section>
      <CheckedLines
        path={path}
        list={`/user-import-checks/${encodeURIComponent(list.checkId)}/rows`}
        query={query}
        page={rows}
        found="Nom ou courriel"
        verdicts={{ choices: VERDICTS }}
        changed={list.changed}
      >
        <Table
          quiet
          caption="Lignes du fichier"
          empty="Aucune ligne."
          heads={[
            head('Ligne', 'row'),
            head('Personne', 'name'),
            head('Courriel', 'email'),
            head('Verdict', 'verdict'),
            'Raisons',
          ]}
          rows={rows.items.map((row) => [
            <span>{row.row}</span>,
            <span safe>{`${row.firstName} ${row.lastName}`}</span>,
            <span safe>{row.email}</span>,
            <>
              <span safe>{USER_VERDICT_LABELS[row.verdict]}</span>
              <Before said={row.before} now={row.verdict} labels={USER_VERDICT_LABELS} />
            </>,
            <Reasons reasons={row.reasons} />,
          ])}
        />
      </CheckedLines>
    </Page>
  );
}
