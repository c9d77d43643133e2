import { extensionOf, MEDIA_TYPES } from '../../domain/attachment/mediaType.ts';
import { WHO_SAID } from '../../domain/demarche/said.ts';
import { DEMARCHE_STATES } from '../../domain/demarche/transitions.ts';
import { Waiting } from '../dossiers/where.tsx';
import { Day, Facts, Instant, NextPage, ProcessState, Section, Table } from '../kit/bits.tsx';
import { FileField, SelectField, TextArea } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { createdCaption, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { DemarcheItemView, DemarcheView, Listed } from '../kit/views.ts';
import { date, processStateWords } from '../kit/words.ts';
import { demarchePath, filePath, LIST, receiptPath, sheetPath } from './paths.ts';

const stateWords = (state: string) => processStateWords({ type: 'demarche', state });
const STATES = DEMARCHE_STATES.map((value) => ({ value, label: stateWords(value) }));

/** The démarches of a tuteur's protégés, or of a Caf, newest first. */
export function DemarchesPage({
  view,
  demarches,
  query,
  caf,
}: {
  view: View;
  demarches: Listed<DemarcheItemView>;
  query: Readonly<Record<string, string>>;
  /** the Caf looks: it reads names in the démarche only */
  caf: boolean;
}): JSX.Element {
  const head = sortedHeads(LIST, query);
  return (
    <Page
      view={view}
      title={caf ? 'Démarches des tuteurs' : 'Mes démarches'}
      {...(caf ? {} : { above: { href: '/tuteur/proteges', label: 'Espace Tuteur' } })}
    >
      <FilterForm action={LIST} label="Filtrer les démarches" query={query}>
        <SelectField form={freshForm('filtre', query)} name="state" label="État" choices={STATES} empty="Tous" />
      </FilterForm>
      <Table
        caption={createdCaption('Démarches', query)}
        empty="Aucune démarche."
        heads={[
          'Numéro',
          'Démarche',
          caf ? 'Organisme' : 'Personne',
          head('Déposée le', 'createdAt'),
          head('État', 'state'),
        ]}
        rows={demarches.items.map((one) => [
          <a href={demarchePath(one.id)} safe>
            {one.number}
          </a>,
          <span safe>{one.title}</span>,
          <span safe>{caf ? one.organisme : (one.protege?.name ?? '–')}</span>,
          <Day at={one.createdAt} />,
          <ProcessState type="demarche" state={one.state} />,
        ])}
      />
      <NextPage path={LIST} query={query} cursor={demarches.nextCursor} />
    </Page>
  );
}

/** One démarche: where it stands, what was declared and said, and what whoever looks may do now. */
export function DemarchePage({
  view,
  demarche,
  form,
  caf,
}: {
  view: View;
  demarche: DemarcheView;
  /** of the complement */
  form: FormState;
  caf: boolean;
}): JSX.Element {
  const { protege } = demarche;
  const path = demarchePath(demarche.id);
  return (
    <Page
      view={view}
      title={`${demarche.title} – ${demarche.number}`}
      above={{ href: LIST, label: caf ? 'Démarches des tuteurs' : 'Mes démarches' }}
      faulty={form.faults.length > 0}
    >
      <FaultSummary form={form} labels={{ text: 'Complément', file: 'Pièce à joindre' }} />
      <Facts
        items={[
          ['État', <ProcessState type="demarche" state={demarche.state} />],
          ['Déposée le', <Instant at={demarche.createdAt} />],
          ['Organisme', <span safe>{demarche.organisme}</span>],
          ...(protege === null ? [] : ([['Personne', <Who protege={protege} caf={caf} />]] as const)),
        ]}
      />
      {demarche.waitingFor !== null && (
        <div class="waiting">
          <Waiting waiting={demarche.waitingFor} late={demarche.late} />
        </div>
      )}
      {demarche.purged ? (
        <p>Ce qui a été déclaré n'est plus conservé : son terme est passé.</p>
      ) : (
        <>
          <p class="actions">
            <a class="button quiet" href={receiptPath(demarche.id)}>
              Récépissé (PDF)
            </a>
          </p>
          <Section id="declare" title="Ce qui a été déclaré">
            <Facts items={demarche.declared.map(({ label, value }) => [label, <span safe>{value}</span>] as const)} />
          </Section>
        </>
      )}
      {demarche.exchanges.length > 0 && (
        <Section id="suite" title="Ce qui s'est passé ensuite">
          <ol class="timeline">
            {demarche.exchanges.map((said) => (
              <li>
                <Instant at={said.at} /> <strong safe>{WHO_SAID[said.what]}</strong>
                {said.text !== null && <p safe>{said.text}</p>}
                {said.file !== null && (
                  <p>
                    <a href={filePath(demarche.id, said.file.id)} safe>
                      {`Fichier joint (${fileWords(said.file)})`}
                    </a>
                  </p>
                )}
              </li>
            ))}
          </ol>
        </Section>
      )}
      {!caf && demarche.state === 'COMPLEMENT_DEMANDE' && (
        <Section id="complement" title="Apporter le complément">
          <p>Écrivez ce que la Caf demande, joignez une pièce, ou les deux.</p>
          <ActionForm action={`${path}/complement`} form={form} submit="Envoyer le complément" upload>
            <TextArea form={form} name="text" label="Complément" rows={5} optional />
            <FileField
              form={form}
              name="file"
              label="Pièce à joindre"
              hint="PDF, PNG ou JPEG de 10 Mo au plus. Elle est gardée scellée et lue par la Caf en charge."
              accept={MEDIA_TYPES.join(',')}
              optional
            />
          </ActionForm>
        </Section>
      )}
      {!caf && demarche.state === 'DEPOSEE' && (
        <ActionForm action={`${path}/retirer`} form={freshForm('retrait')} submit="Retirer la démarche" tone="danger" />
      )}
      {caf && demarche.state === 'DEPOSEE' && (
        <ActionForm action={`${path}/prendre`} form={freshForm('prise')} submit="Prendre en charge" />
      )}
    </Page>
  );
}

/** « PDF, 120 Ko »: its name is not kept. */
function fileWords({ mediaType, size }: JoinedView): string {
  const kilo = Math.max(1, Math.round(size / 1024));
  const weight =
    kilo < 1024 ? `${kilo} Ko` : `${(kilo / 1024).toLocaleString('fr-FR', { maximumFractionDigits: 1 })} Mo`;
  return `${extensionOf(mediaType).toUpperCase()}, ${weight}`;
}
type JoinedView = NonNullable<DemarcheView['exchanges'][number]['file']>;

function Who({ protege, caf }: { protege: NonNullable<DemarcheView['protege']>; caf: boolean }): JSX.Element {
  const words = `${protege.lastName} ${protege.firstName}, né(e) le ${date(protege.birthDate)}, n° ${protege.number} (${protege.measure})`;
  return caf ? (
    <span safe>{words}</span>
  ) : (
    <a href={sheetPath(protege.reference)} safe>
      {words}
    </a>
  );
}
