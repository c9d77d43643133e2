import { VERDICT_LABELS } from '../../domain/esat/rowColumns.ts';
import { VERDICTS } from '../../domain/esat/rows.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { Facts, Section } from '../kit/bits.tsx';
import { Changes, CheckedLines, KeptNotice } from '../kit/checkedFile.tsx';
import { ConfirmBox, DELEGATION_MODES, SelectField, TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { CheckedRowView, CheckView, Counted } from '../kit/views.ts';
import { count, date } from '../kit/words.ts';
import { Counts, RowTable } from './figures.tsx';

export const VERDICT_CHOICES = VERDICTS.map((value) => ({ value, label: VERDICT_LABELS[value] }));

export const CAMPAIGN_LABELS = {
  confirmed: 'Dates',
  file: 'Fichier',
  name: 'Nom',
  deadline: 'Échéance',
  opensOn: 'Ouverture',
  delegationMode: 'Mode de gestion',
};

export const checkPath = (id: string): string => `/campagnes/verifications/${encodeURIComponent(id)}`;

interface CheckProps {
  view: View;
  check: CheckView;
  rows: Counted<CheckedRowView>;
  query: Readonly<Record<string, string>>;
  /** launches what was checked */
  launch: FormState;
}

/** A file that was checked: what would become of it, first in figures, then row by row; it is launched as it is, without being chosen again. */
export function CheckPage({ view, check, rows, query, launch }: CheckProps): JSX.Element {
  const path = checkPath(check.id);
  return (
    <Page
      view={view}
      title={check.name}
      above={{ href: '/campagnes', label: 'Campagnes' }}
      faulty={launch.faults.length > 0}
    >
      <FaultSummary form={launch} labels={CAMPAIGN_LABELS} />
      <KeptNotice nothing="Rien n'est créé" checked={check} />
      <Changes changed={check.changes.length} path={path} />
      <Section id="resultat" title="Résultat de la vérification">
        <Counts campaign={check} />
      </Section>
      <Launch check={check} form={launch} />
      <CheckedLines
        path={path}
        list={`/esat/campaign-checks/${encodeURIComponent(check.id)}/rows`}
        query={query}
        page={rows}
        found="Organisme ou SIRET"
        verdicts={{ choices: VERDICT_CHOICES }}
        changed={check.changes.length}
      >
        <RowTable rows={rows.items} path={path} query={query} />
      </CheckedLines>
      <details class="act">
        <summary>Oublier ce fichier</summary>
        <ActionForm
          action={`${path}/oublier`}
          form={freshForm('oublier')}
          submit="Oublier le fichier vérifié"
          tone="quiet"
        >
          <p>La campagne n'est pas lancée, et le fichier n'est plus gardé.</p>
        </ActionForm>
      </details>
    </Page>
  );
}

function Launch({ check, form }: { check: CheckView; form: FormState }): JSX.Element {
  const accepted = count(check.rows.accepted, 'dossier sera créé', 'dossiers seront créés');
  const held = count(check.rows.held, 'ligne sera une tâche', 'lignes seront des tâches');
  return (
    <Section id="lancer" title="Lancer la campagne">
      <Facts
        items={[
          ['Échéance', <span safe>{date(check.deadline)}</span>],
          ['Ouverture des services à partir du', <span safe>{date(check.opensOn)}</span>],
          [
            'Mode des nouvelles conventions',
            <span safe>{DELEGATION_MODES.find(({ value }) => value === check.delegationMode)?.label ?? ''}</span>,
          ],
        ]}
      />
      <p safe>{`${accepted}, et ${held} pour la Caf.`}</p>
      <ActionForm action={`${checkPath(check.id)}/lancer`} form={form} submit="Lancer la campagne">
        <input type="hidden" name="revision" value={String(check.revision)} />
        <ConfirmBox form={form} label="Ces dates sont bien celles que je veux" />
        <details open={form.faults.some(({ path }) => path !== CONFIRMED && path in CAMPAIGN_LABELS)}>
          <summary>Changer le nom, les dates ou le mode</summary>
          <TextField form={form} name="name" label="Nom de la campagne" />
          <TextField form={form} name="deadline" label="Échéance" type="date" width="medium" />
          <TextField form={form} name="opensOn" label="Ouverture des services à partir du" type="date" width="medium" />
          <SelectField
            form={form}
            name="delegationMode"
            label="Mode de gestion des nouvelles conventions"
            choices={DELEGATION_MODES}
          />
        </details>
      </ActionForm>
    </Section>
  );
}
