import { PART_LABELS, silenceWords, TROUBLE_KINDS, TROUBLES_TOLD } from '../../domain/operations/troubles.ts';
import { Facts, Instant, Section, State, Table } from '../kit/bits.tsx';
import { ExportLinks } from '../kit/exportLinks.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { OperationStatusView, TroubleView } from '../kit/views.ts';
import { count } from '../kit/words.ts';
import { mailPath } from '../mails/paths.ts';
import { OPERATIONS, REFRESH_S, RUN_WORDS, SCHEDULES, signWords, WORK_LABELS } from './words.ts';

interface Props {
  view: View;
  status: OperationStatusView;
  troubles: readonly TroubleView[];
  /** false: the reader stopped it */
  follow: boolean;
}

/** The operator's page (§4): what is wrong, of all kinds, then what runs and what waits. It looks again by itself. */
export function OperationsPage({ view, status, troubles, follow }: Props): JSX.Element {
  return (
    <Page view={view} title="Exploitation" refreshSeconds={follow ? REFRESH_S : null}>
      <p>
        <a href={SCHEDULES}>Tâches planifiées</a> · <a href="/courriels">Courriels</a> ·{' '}
        <a href="/dossiers?incident=true">Dossiers en incident</a>
      </p>
      <div id="etat-exploitation" data-live={follow ? String(REFRESH_S) : undefined}>
        <Troubles troubles={troubles} />
        <Running status={status} />
        <Queues status={status} />
        <Waiting status={status} />
      </div>
      <p class="soft">
        {follow ? (
          <>
            Cette page se met à jour toute seule. <a href={`${OPERATIONS}?suivi=non`}>Arrêter la mise à jour</a>
          </>
        ) : (
          <a href={OPERATIONS}>Reprendre la mise à jour</a>
        )}
      </p>
    </Page>
  );
}

/** All that is wrong, each with the way to where it is mended. */
export function Troubles({ troubles }: { troubles: readonly TroubleView[] }): JSX.Element {
  const more = troubles.some(({ kind }) => troubles.filter((one) => one.kind === kind).length >= TROUBLES_TOLD);
  const counted = count(troubles.length, 'incident', 'incidents');
  return (
    <Section
      id="incidents"
      title={troubles.length === 0 ? 'Aucun incident' : more ? `${counted} et davantage` : counted}
    >
      {more && (
        <p>
          <span safe>{`De chaque sorte, les ${TROUBLES_TOLD} plus récents. Tous : `}</span>
          <a href="/courriels?trouble=true">courriels refusés ou incertains</a>,{' '}
          <a href="/dossiers?incident=true">dossiers en incident</a>.
        </p>
      )}
      <Table
        quiet
        caption="Incidents, ceux de la plateforme d'abord"
        empty="Tout fonctionne : rien n’attend votre intervention."
        heads={['Incident', 'Ce qui ne va pas', 'Depuis', 'Où', 'Caf']}
        rows={troubles.map((one) => [
          <State mark="amiss" words={TROUBLE_KINDS[one.kind]} />,
          <>
            <strong safe>{one.about}</strong>
            <br />
            <span safe>{one.words}</span>
          </>,
          one.since === null ? '–' : <Instant at={one.since} />,
          <Where trouble={one} />,
          <span safe>{one.caf ?? '–'}</span>,
        ])}
      />
      {troubles.length > 0 && <ExportLinks list="/operations/troubles" query={{}} what="Ces incidents" />}
    </Section>
  );
}

function Where({ trouble: { kind, mailId, processId } }: { trouble: TroubleView }): JSX.Element {
  if (mailId !== null) return <a href={mailPath(mailId)}>Ouvrir le courriel</a>;
  if (processId !== null) return <a href={`/dossiers/${encodeURIComponent(processId)}`}>Ouvrir le dossier</a>;
  return kind === 'SCHEDULE' ? <a href={SCHEDULES}>Tâches planifiées</a> : '–';
}

function Running({ status: { parts, workers, sweep } }: { status: OperationStatusView }): JSX.Element {
  return (
    <Section id="sante" title="Ce qui tourne">
      <Facts
        items={parts.map(({ name, state }) => [
          PART_LABELS[name] ?? name,
          <State {...RUN_WORDS[state === 'ok' ? 'EN_MARCHE' : 'MUET']} />,
        ])}
      />
      <Table
        caption="Exécuteurs de la dernière heure"
        empty="Aucun exécuteur ne s’est annoncé."
        heads={['Exécuteur', 'État', 'Dernier signe', 'En marche depuis', 'Demande du travail sur']}
        rows={workers.map((worker) => [
          <span safe>{worker.host}</span>,
          <State {...RUN_WORDS[worker.state]} />,
          <span safe>{signWords(worker.silentMs)}</span>,
          <Instant at={worker.startedAt} />,
          <span safe>{worker.queues.length === 0 ? '–' : worker.queues.join(', ')}</span>,
        ])}
      />
      <p safe>
        {sweep === null
          ? 'Le balayage, qui répare ce qu’un arrêt brutal a laissé entre deux, n’est encore jamais passé.'
          : `Dernier passage du balayage, qui répare ce qu’un arrêt brutal a laissé entre deux : ${signWords(sweep.silentMs)}.`}
      </p>
    </Section>
  );
}

function Queues({ status: { queues } }: { status: OperationStatusView }): JSX.Element {
  return (
    <Section id="files" title="Files de travail">
      {queues === null ? (
        <p class="notice">Le moteur des processus ne répond pas : ses files ne peuvent pas être lues.</p>
      ) : (
        <Table
          quiet
          caption="Files de travail du moteur des processus"
          empty="Aucune file."
          heads={['File', 'Travaux', 'En attente', 'La plus ancienne attend depuis', 'Exécuteurs']}
          rows={queues.map((one) => [
            <span safe>{one.queue}</span>,
            <span safe>{WORK_LABELS[one.kind]}</span>,
            <span safe>{one.backlog.toLocaleString('fr-FR')}</span>,
            <span safe>{one.backlog === 0 ? '–' : silenceWords(one.oldestMs)}</span>,
            <span safe>{String(one.pollers)}</span>,
          ])}
        />
      )}
    </Section>
  );
}

function Waiting({ status: { backlog } }: { status: OperationStatusView }): JSX.Element {
  const of = (n: number) => <span safe>{n.toLocaleString('fr-FR')}</span>;
  return (
    <Section id="attente" title="Ce qui attend">
      <Facts
        items={[
          ['Courriels à envoyer', of(backlog.mails)],
          ['Courriels dont le tour est passé', of(backlog.mailsOverdue)],
          [
            'Courriels refusés ou incertains',
            <a href="/courriels?trouble=true" safe>
              {backlog.mailsInTrouble.toLocaleString('fr-FR')}
            </a>,
          ],
          [
            'Dossiers en incident',
            <a href="/dossiers?incident=true" safe>
              {backlog.processesInTrouble.toLocaleString('fr-FR')}
            </a>,
          ],
          ['Actes sans réponse', of(backlog.unconfirmed)],
          ['Dossiers pas commencés', of(backlog.unstarted)],
          [
            'Journal scellé le',
            backlog.sealedAt === null ? <span>pas encore</span> : <Instant at={backlog.sealedAt} />,
          ],
        ]}
      />
    </Section>
  );
}
