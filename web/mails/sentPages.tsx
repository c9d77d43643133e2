import { MAIL_STATE_LABELS, MAIL_STATE_MARKS } from '../../domain/mail/states.ts';
import { Facts, Instant, Section, State, Table } from '../kit/bits.tsx';
import { SelectField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, FilterForm, type FormState, freshForm } from '../kit/form.tsx';
import { createdCaption, Listing, sortedHeads } from '../kit/listing.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { Counted, MailShownView, MailView } from '../kit/views.ts';
import { capital } from '../kit/words.ts';
import { MODELS } from './pages.tsx';
import { mailPath, SENT_MAILS } from './paths.ts';
import { SettleForms, TROUBLES } from './troublePage.tsx';

const STATES = Object.entries(MAIL_STATE_LABELS).map(([value, label]) => ({ value, label }));
const TROUBLED = [{ value: 'true', label: 'Refusés ou incertains seulement' }];

/** Every mail that was written, the newest first where nobody says otherwise: where its sending stands. What it says is nobody's but its reader's. */
export function SentMailsPage({
  view,
  mails,
  query,
}: {
  view: View;
  mails: Counted<MailView>;
  query: Readonly<Record<string, string>>;
}): JSX.Element {
  const form = freshForm('filtre', query);
  const head = sortedHeads(SENT_MAILS, query);
  return (
    <Page view={view} title="Courriels">
      <p>
        <a href={`${SENT_MAILS}?trouble=true`}>Refusés ou incertains</a> · <a href={TROUBLES}>À régler à la main</a> ·{' '}
        <a href={MODELS}>Modèles</a>
      </p>
      <FilterForm
        action={SENT_MAILS}
        label="Filtrer les courriels"
        beside={<a href={SENT_MAILS}>Tout afficher</a>}
        query={query}
      >
        <SelectField form={form} name="state" label="Envoi" choices={STATES} empty="Tous" />
        <SelectField form={form} name="trouble" label="Difficulté" choices={TROUBLED} empty="Tous" />
      </FilterForm>
      <Listing path={SENT_MAILS} list="/mails" query={query} page={mails}>
        <Table
          caption={createdCaption('Courriels', query, 's')}
          empty="Aucun courriel ne correspond."
          heads={[
            head('Courriel', 'template'),
            head('À', 'recipient'),
            head('Envoi', 'state'),
            'Tentatives',
            head('Écrit le', 'createdAt'),
            'Caf',
          ]}
          rows={mails.items.map((mail) => [
            <a href={mailPath(mail.id)} safe>
              {capital(mail.label)}
            </a>,
            <span safe>{mail.to}</span>,
            <MailState mail={mail} />,
            <span safe>{String(mail.attempts)}</span>,
            <Instant at={mail.createdAt} />,
            <span safe>{mail.caf ?? '–'}</span>,
          ])}
        />
      </Listing>
    </Page>
  );
}

function MailState({ mail }: { mail: MailView }): JSX.Element {
  return (
    <State
      mark={mail.trouble === null ? MAIL_STATE_MARKS[mail.state] : 'amiss'}
      words={mail.settled ? `${MAIL_STATE_LABELS[mail.state]}, réglé` : MAIL_STATE_LABELS[mail.state]}
    />
  );
}

/** One mail: where its sending stands, what its kind says, and sending it again. */
export function SentMailPage({
  view,
  mail,
  shown,
  refused,
}: {
  view: View;
  mail: MailView;
  shown: MailShownView;
  refused: FormState | null;
}): JSX.Element {
  return (
    <Page
      view={view}
      title={capital(mail.label)}
      above={{ href: SENT_MAILS, label: 'Courriels' }}
      faulty={refused !== null}
    >
      {refused !== null && <FaultSummary form={refused} labels={{}} />}
      <Section id="envoi" title="Où en est l’envoi">
        <Facts
          items={[
            ['Envoi', <MailState mail={mail} />],
            ['À', <span safe>{mail.to}</span>],
            ['Tentatives', <span safe>{String(mail.attempts)}</span>],
            ['Écrit le', <Instant at={mail.createdAt} />],
            ['Pris par la messagerie le', mail.takenAt === null ? '–' : <Instant at={mail.takenAt} />],
            ...(mail.state === 'A_ENVOYER'
              ? [['Prochaine tentative', <Instant at={mail.nextAttemptAt} />] as const]
              : []),
            [
              'Dossier',
              mail.processId === null ? (
                'Aucun'
              ) : (
                <a href={`/dossiers/${encodeURIComponent(mail.processId)}`}>Ouvrir le dossier</a>
              ),
            ],
          ]}
        />
        {mail.trouble !== null && (
          <p class="notice" safe>
            {mail.trouble}
          </p>
        )}
        {mail.trouble !== null && <Acts mail={mail} />}
      </Section>
      <Section id="apercu" title="Ce que dit ce courriel">
        <p>
          {shown.example
            ? "Les valeurs sont des exemples : ce qui s'écrit dans cette demande n'est qu'à l'organisme et à sa Caf."
            : "Tel qu'il est écrit à son destinataire. Les liens personnels, les codes et les mots de passe sont masqués : ils ne se montrent qu'à lui."}
        </p>
        <p>
          <strong safe>{`Objet : ${shown.subject}`}</strong>
        </p>
        <iframe class="mail" src={`${mailPath(mail.id)}/html`} title="Aperçu du courriel" sandbox=""></iframe>
        <details>
          <summary>Version texte</summary>
          <pre tabindex={0} safe>
            {shown.text}
          </pre>
        </details>
      </Section>
    </Page>
  );
}

function Acts({ mail }: { mail: MailView }): JSX.Element {
  if (mail.processId === null) return <SettleForms mail={mail} />;
  if (!mail.resendable) return '';
  return (
    <ActionForm
      action={`${mailPath(mail.id)}/renvoyer`}
      form={freshForm('renvoyer')}
      submit="Renvoyer ce courriel"
      tone="quiet"
    />
  );
}
