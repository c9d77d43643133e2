import { REOPENING_STATE_LABELS, REOPENING_STATE_MARKS, takes } from '../../domain/tuteurReopening/transitions.ts';
import { Facts, Mark, Section, State, Table } from '../kit/bits.tsx';
import { ConfirmBox, SelectField, TextField } from '../kit/fields.tsx';
import { FileForm } from '../kit/fileForm.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted } from '../kit/views.ts';
import { count, date, instant } from '../kit/words.ts';
import { VerdictFigures } from './chart.tsx';
import type { ReopeningView, RowView, WavesView } from './views.ts';
import { LINE_CHOICES, LineTable, n } from './words.tsx';

interface ReopeningProps {
  view: View;
  reopening: ReopeningView;
  waves: WavesView;
  rows: Counted<RowView>;
  query: Readonly<Record<string, string>>;
  /** the Cnaf conducts; an operator may close, and reads */
  conducts: boolean;
  form: FormState;
}

/** One reopening: where it stands, its gates with who decides on what, its waves, its figures, and what may be done now. */
export function ReopeningPage({ view, reopening, waves, rows, query, conducts, form }: ReopeningProps): JSX.Element {
  const path = `/reouvertures/${encodeURIComponent(reopening.id)}`;
  return (
    <Page
      view={view}
      title={`Réouverture du ${date(reopening.opensOn)}`}
      above={{ href: '/reouvertures', label: 'Réouverture de l’Espace Tuteur' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ reason: 'Motif', opensOn: 'Date', confirmed: 'Date', file: 'Fichier' }} />
      <Section id="etat" title="Où elle en est">
        <p>
          <State mark={REOPENING_STATE_MARKS[reopening.state]} words={REOPENING_STATE_LABELS[reopening.state]} />
        </p>
        <Facts
          items={[
            ['Réouverture à partir du', <span safe>{date(reopening.opensOn)}</span>],
            ['Recherche des protégés', <span safe>{reopening.searchBy === 'SIREN' ? 'Par SIREN' : 'Par SIRET'}</span>],
            ['Fichier de Tiersi', <span safe>{`n° ${reopening.file}, du ${instant(reopening.fileAt)}`}</span>],
            ['Tuteurs ouverts', n(reopening.total.open)],
          ]}
        />
        {reopening.closing !== null && (
          <p>
            <Mark words="Fermée : " />
            <span safe>{reopening.closing.reason}</span>
          </p>
        )}
        {reopening.closing !== null && reopening.closing.signalledBy.length > 0 && (
          <Names names={reopening.closing.signalledBy} />
        )}
        {reopening.held !== null && (
          <p
            class="notice"
            safe
          >{`La date est venue et une condition manque : la question est posée de nouveau le ${instant(reopening.held.askAgainAt)}, ou dès que vous le demandez.`}</p>
        )}
      </Section>
      {reopening.troubles.count > 0 && (
        <Section id="courriels" title={`Courriels en échec (${reopening.troubles.count})`}>
          <p>
            La Caf de chaque tuteur qui n’est pas joint en est prévenue : elle le joint par un autre moyen et corrige
            son adresse. L’exploitation reprend l’envoi des autres.
          </p>
          <Names names={reopening.troubles.first} />
          {conducts ? (
            reopening.troubles.count > reopening.troubles.first.length && (
              <p safe>{`Les ${reopening.troubles.first.length} derniers ; l’exploitation les a tous.`}</p>
            )
          ) : (
            <p>
              <a href={`/courriels?${new URLSearchParams({ trouble: 'true', processId: reopening.id })}`}>
                Tous ces courriels
              </a>
            </p>
          )}
        </Section>
      )}
      <Section id="conditions" title="Conditions de la réouverture">
        <Gates reopening={reopening} path={path} conducts={conducts} form={form} />
      </Section>
      <Section id="vagues" title="Vagues">
        <Waves waves={waves} planned={reopening.state !== 'ROLLBACK' && reopening.closedAt === null} />
      </Section>
      <Section id="chiffres" title="Tuteurs par verdict">
        <VerdictFigures total={reopening.total} byCaf={reopening.byCaf} />
        <p>
          <a href={`${path}/impact`}>Rapport d’impact : ce que montre chaque recherche, tuteur par tuteur</a>
        </p>
      </Section>
      <Section id="lignes" title="Lignes du fichier">
        <FilterForm action={path} label="Filtrer les lignes" query={query}>
          <SelectField
            form={freshForm('filtre', query)}
            name="verdict"
            label="Lecture"
            choices={LINE_CHOICES}
            empty="Toutes"
          />
        </FilterForm>
        <Listing
          path={path}
          list={`/tuteur/reopenings/${encodeURIComponent(reopening.id)}/rows`}
          query={query}
          page={rows}
          what="Ces lignes"
        >
          <LineTable rows={rows.items} head={sortedHeads(path, query, 'row')} />
        </Listing>
      </Section>
      <Acts reopening={reopening} path={path} conducts={conducts} form={form} />
    </Page>
  );
}

function Names({ names }: { names: readonly string[] }): JSX.Element {
  return (
    <ul>
      {names.map((name) => (
        <li safe>{name}</li>
      ))}
    </ul>
  );
}

type Parts = Pick<ReopeningProps, 'reopening' | 'conducts' | 'form'> & { path: string };

function Gates({ reopening, path, conducts, form }: Parts): JSX.Element {
  const { state } = reopening;
  return (
    <>
      <Table
        caption="Toutes sont nécessaires"
        empty=""
        heads={['Condition', 'Réunie', 'Ce qu’il en est', 'Qui décide', 'Ensuite']}
        rows={reopening.gates.map((gate) => [
          <span safe>{gate.label}</span>,
          <State mark={gate.holds ? 'done' : 'amiss'} words={gate.holds ? 'Oui' : 'Non'} />,
          <>
            <span safe>{gate.detail}</span>
            {gate.names.length > 0 && <Names names={gate.names} />}
          </>,
          <span safe>{gate.holds ? '–' : gate.owner}</span>,
          <span safe>{gate.holds ? '–' : gate.next}</span>,
        ])}
      />
      {conducts && takes(state, 'readImpact') && reopening.impactReadAt === null && (
        <ActionForm action={`${path}/lecture`} form={freshForm('lecture')} submit="J’ai lu le rapport d’impact" />
      )}
      {conducts && takes(state, 'searchBy') && (
        <ActionForm
          action={`${path}/recherche`}
          form={freshForm('recherche')}
          submit={
            reopening.searchBy === 'SIREN'
              ? 'Revenir à la recherche par SIRET'
              : 'Mettre en service la recherche par SIREN'
          }
          tone={reopening.searchBy === 'SIREN' ? 'quiet' : 'main'}
          name="key"
          value={reopening.searchBy === 'SIREN' ? 'SIRET' : 'SIREN'}
        />
      )}
      {conducts && takes(state, 'openNow') && (
        <ActionForm
          action={`${path}/ouvrir`}
          form={{ ...form, id: 'ouvrir' }}
          submit="Demander l’ouverture maintenant"
          tone="quiet"
        />
      )}
    </>
  );
}

/** `planned`: another wave is to come; closed again, nobody has said when. */
function Waves({ waves, planned }: { waves: WavesView; planned: boolean }): JSX.Element {
  return (
    <>
      <Table
        caption="Vagues ouvertes"
        empty="Aucune vague n’est encore ouverte."
        heads={['Vague', 'Ouverte le', 'Caf', 'Tuteurs']}
        rows={waves.waves.map((wave) => [
          <span safe>{String(wave.number)}</span>,
          <span safe>{instant(wave.at)}</span>,
          <span safe>{wave.cafs.join(', ')}</span>,
          n(wave.tuteurs),
        ])}
      />
      {planned && waves.waiting > 0 && (
        <p
          safe
        >{`Vague suivante${waves.nextAt === null ? '' : ` le ${instant(waves.nextAt)}`} : Caf ${waves.nextCafs.join(', ')}. Tuteurs qui attendent : ${waves.waiting.toLocaleString('fr-FR')}.`}</p>
      )}
    </>
  );
}

function Acts({ reopening, path, conducts, form }: Parts): JSX.Element {
  const { state, total } = reopening;
  const own = (id: string): FormState => (form.id === id ? form : freshForm(id));
  return (
    <>
      {takes(state, 'suspend') && (
        <details class="act" open={form.id === 'fermer'}>
          <summary>Fermer l’Espace Tuteur pour tous</summary>
          <p>
            <Mark words="Attention : " />
            <span
              safe
            >{`l’Espace Tuteur est fermé à l’instant pour tous (${total.open === 0 ? 'aucun n’est ouvert' : count(total.open, 'est ouvert', 'sont ouverts')} aujourd’hui), leur profil T9 de Cdap leur est rendu, leurs administrateurs, les Caf et l’exploitation sont prévenus. Aucun service n’est perdu : ce qui est suspendu rouvre avec la prochaine réouverture.`}</span>
          </p>
          <ActionForm
            action={`${path}/fermer`}
            form={own('fermer')}
            submit="Fermer pour tous, Cdap à la place"
            tone="danger"
          >
            <TextField form={own('fermer')} name="reason" label="Motif, lu par tous" />
          </ActionForm>
        </details>
      )}
      {conducts && takes(state, 'resume') && (
        <Section id="reprise" title="Prévoir de nouveau">
          <ActionForm action={`${path}/reprendre`} form={own('reprendre')} submit="Prévoir la réouverture">
            <TextField
              form={own('reprendre')}
              name="opensOn"
              label="Réouverture à partir du"
              type="date"
              width="medium"
            />
            <ConfirmBox form={own('reprendre')} label="La date est la bonne" />
          </ActionForm>
        </Section>
      )}
      {conducts && takes(state, 'checkedAgain') && (
        <details class="act" open={form.id === 'fichier'}>
          <summary>Remplacer le fichier de Tiersi</summary>
          <p>
            La vérification montre d’abord ce que le nouveau fichier change. Une fois remplacé, les verdicts sont
            refaits, les corrections faites demeurent, le rapport d’impact est à relire.
          </p>
          <FileForm
            action={`${path}/fichier`}
            list="tiersi"
            form={own('fichier')}
            label="Fichier de Tiersi"
            check="Vérifier sans rien remplacer"
          />
        </details>
      )}
      {conducts && takes(state, 'finish') && (
        <ActionForm
          action={`${path}/terminer`}
          form={freshForm('terminer')}
          submit="Terminer : le service reste ouvert"
          tone="quiet"
        />
      )}
      {takes(state, 'cancel') && (
        <details class="act" open={form.id === 'abandonner'}>
          <summary>Abandonner cette réouverture</summary>
          <p>Le service reste fermé, avec Cdap à la place ; une autre réouverture pourra être préparée.</p>
          <ActionForm
            action={`${path}/abandonner`}
            form={own('abandonner')}
            submit="Abandonner la réouverture"
            tone="danger"
          >
            <TextField form={own('abandonner')} name="reason" label="Motif" />
          </ActionForm>
        </details>
      )}
    </>
  );
}
