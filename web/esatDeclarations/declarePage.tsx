import { LINE_COLUMNS, type TypedLine } from '../../domain/esatDeclaration/columns.ts';
import { CONFIRMED } from '../../domain/formats/toConfirm.ts';
import { Facts, Instant, Mark, Section, State, Table } from '../kit/bits.tsx';
import { Checkbox, FileField } from '../kit/fields.tsx';
import { SPREADSHEET_TYPES } from '../kit/fileForm.tsx';
import { ActionForm, FaultSummary, type FormState, freshForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { count, date } from '../kit/words.ts';
import { declarePath, linePath, receiptPath, TEMPLATE } from './paths.ts';
import { DECLARATION_STATES, type DeclarationView } from './views.ts';

export const FILE_FORM = 'classeur';
export const SUBMIT_FORM = 'transmettre';

/** The guaranteed remunerations of a year as their Esat fills them in and submits them (ESAT-7, ESAT-8). */
export function DeclarePage({
  view,
  declaration,
  form,
}: {
  view: View;
  declaration: DeclarationView;
  /** of the file or of the submission, whichever was sent */
  form: FormState;
}): JSX.Element {
  const { year, window, draft, faults, doubts, submissions } = declaration;
  const [last] = submissions;
  const formOf = (id: string) => (form.id === id ? form : freshForm(id));
  return (
    <Page view={view} title={`Rémunérations garanties de novembre ${year}`} faulty={form.faults.length > 0}>
      <p>
        <a href={declarePath(year - 1)} safe>{`Année ${year - 1}`}</a>
      </p>
      <FaultSummary form={form} labels={{ file: 'Classeur', [CONFIRMED]: 'Confirmation' }} />
      <Facts
        items={[
          ['Esat', <span safe>{declaration.organisme}</span>],
          ['État', <State mark="plain" words={DECLARATION_STATES[declaration.state]} />],
          ['Période', <span safe>{windowWords(declaration)}</span>],
          ...(draft.savedAt === null ? [] : ([['Brouillon gardé le', <Instant at={draft.savedAt} />]] as const)),
          ...(last === undefined
            ? []
            : ([['Travailleurs transmis', <span safe>{last.workers.toLocaleString('fr-FR')}</span>]] as const)),
        ]}
      />
      <p>
        Déclarez chaque travailleur qui reçoit l'allocation aux adultes handicapés (AAH), avec les éléments de sa
        rémunération garantie de novembre. Chaque ligne va à la Caf du travailleur.
      </p>
      <p>
        Un taux qui change, un départ, un travail en milieu ordinaire en même temps se déclarent toute l'année :{' '}
        <a href="/esat/changements">Changements d'activité</a>.
      </p>
      <Section id="travailleurs" title="Travailleurs">
        <Table
          quiet
          caption="Travailleurs de la déclaration"
          empty="Aucun travailleur pour le moment."
          heads={['Ligne', 'Nom', 'Caf', 'Taux', 'À corriger ou à confirmer']}
          rows={draft.lines.map((line, index) => lineRow(declaration, line, index + 1))}
        />
        {window.open && (
          <p class="actions">
            <a class="button quiet" href={linePath(year, draft.lines.length + 1)}>
              Ajouter un travailleur
            </a>
          </p>
        )}
      </Section>
      {window.open && (
        <>
          <Section id="importer" title="Remplir par un classeur">
            <p>
              <span safe>
                {`Le classeur remplace ${draft.lines.length === 0 ? 'les lignes' : count(draft.lines.length, 'ligne', 'lignes')} ci-dessus.`}
              </span>{' '}
              Toutes sont gardées, et celles à corriger sont montrées. <a href={TEMPLATE}>Modèle de classeur (.csv)</a>
            </p>
            <ActionForm
              action={`${declarePath(year)}/classeur`}
              form={formOf(FILE_FORM)}
              submit="Remplacer les lignes"
              tone="quiet"
              upload
            >
              <input type="hidden" name="version" value={String(draft.version)} />
              <FileField
                form={formOf(FILE_FORM)}
                name="file"
                label="Classeur"
                hint="Fichier .xlsx ou .csv de 20 Mo au plus."
                accept={SPREADSHEET_TYPES}
              />
            </ActionForm>
          </Section>
          <Section id="envoi" title="Transmettre aux Caf">
            {declaration.state === 'TRANSMISE' && form.faults.length === 0 ? (
              <p>Ces lignes sont transmises. Pour en corriger une, changez-la, puis transmettez de nouveau.</p>
            ) : faults.length > 0 ? (
              <p class="notice">Corrigez d'abord les lignes marquées : rien n'est transmis tant qu'il en reste.</p>
            ) : (
              <ActionForm
                action={`${declarePath(year)}/transmettre`}
                form={formOf(SUBMIT_FORM)}
                submit={submitWords(declaration)}
              >
                <input type="hidden" name="version" value={String(draft.version)} />
                <p safe>{countWords(draft.lines.length)}</p>
                {(doubts.length > 0 || draft.lines.length === 0) && (
                  <Checkbox
                    form={formOf(SUBMIT_FORM)}
                    name={CONFIRMED}
                    label={
                      draft.lines.length === 0
                        ? 'L’Esat n’emploie aucun bénéficiaire de l’AAH'
                        : 'J’ai vérifié les lignes à confirmer : elles sont exactes'
                    }
                  />
                )}
              </ActionForm>
            )}
          </Section>
        </>
      )}
      <Section id="recepisses" title="Récépissés">
        <Table
          quiet
          caption="Transmissions, la dernière d’abord : elle seule compte"
          empty="Rien n’a été transmis."
          heads={['Numéro', 'Transmise le', 'Travailleurs', 'Récépissé']}
          rows={submissions.map((one) => [
            <span safe>{one.number}</span>,
            <Instant at={one.at} />,
            <span safe>{one.workers.toLocaleString('fr-FR')}</span>,
            <a href={receiptPath(year, one.number)} safe>{`Récépissé ${one.number} (PDF)`}</a>,
          ])}
        />
      </Section>
    </Page>
  );
}

function windowWords({ window: { opensAt, closesAt, open } }: DeclarationView): string {
  const last = new Date(new Date(closesAt).getTime() - 1);
  return `du ${date(opensAt)} au ${date(last.toISOString())} inclus${open ? '' : ' : fermée aujourd’hui'}`;
}

function submitWords({ submissions }: DeclarationView): string {
  return submissions.length === 0 ? 'Transmettre la déclaration' : 'Transmettre la déclaration corrigée';
}

function countWords(count: number): string {
  if (count === 0) return 'Aucun travailleur n’est déclaré.';
  return count === 1 ? 'Un travailleur est déclaré.' : `${count.toLocaleString('fr-FR')} travailleurs sont déclarés.`;
}

function lineRow(declaration: DeclarationView, typed: TypedLine, line: number): JSX.Element[] {
  const { year, window, faults, doubts } = declaration;
  const own = faults.filter((fault) => fault.line === line);
  // what was submitted was confirmed
  const asked = declaration.state === 'TRANSMISE' ? [] : doubts.filter((fault) => fault.line === line);
  const name = `${typed.lastName} ${typed.firstName}`.trim() || 'Sans nom';
  return [
    <span safe>{String(line)}</span>,
    window.open ? (
      <a href={linePath(year, line)} safe>
        {name}
      </a>
    ) : (
      <span safe>{name}</span>
    ),
    <span safe>{typed.caf}</span>,
    <span safe>{typed.rate}</span>,
    own.length + asked.length === 0 ? (
      <span>Rien</span>
    ) : (
      <div>
        <Mark words={own.length > 0 ? 'À corriger' : 'À confirmer'} />
        <ul>
          {[...own, ...asked].map(({ message }) => (
            <li safe>{message}</li>
          ))}
        </ul>
      </div>
    ),
  ];
}

/** Words of the fields, as the template's columns. */
export const LINE_LABELS = Object.fromEntries(LINE_COLUMNS.map(({ key, header }) => [key, header]));
