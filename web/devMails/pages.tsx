import { Instant, Table } from '../kit/bits.tsx';
import { FilterForm } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';

export interface DevMailView {
  to: string;
  subject: string;
  text: string;
  date: string;
  attachments?: readonly { filename: string; base64: string | null }[];
}

interface ListProps {
  view: View;
  /** newest first, already cut */
  mails: readonly { index: number; mail: DevMailView }[];
  total: number;
  to: string;
}

/** Development mailbox: every mail sent by this machine. */
export function DevMailsPage({ view, mails, total, to }: ListProps): JSX.Element {
  return (
    <Page view={view} title="Courriels de développement">
      <p>Cette boîte reçoit tous les courriels de cette installation. Elle n'existe pas en production.</p>
      <FilterForm action="/dev/mails" label="Filtrer les courriels">
        <div class="field">
          <label for="destinataire">Destinataire</label>
          <input id="destinataire" name="to" type="search" value={to} />
        </div>
      </FilterForm>
      <Table
        caption={`${total.toLocaleString('fr-FR')} courriels, les plus récents d'abord`}
        empty="Aucun courriel."
        heads={['Objet', 'Destinataire', 'Reçu le']}
        rows={mails.map(({ index, mail }) => [
          <a href={`/dev/mails/${index}`} safe>
            {mail.subject}
          </a>,
          <span safe>{mail.to}</span>,
          <Instant at={mail.date} />,
        ])}
      />
    </Page>
  );
}

/** One mail as text; the addresses of this service become links. */
export function DevMailPage({
  view,
  mail,
  at,
  publicUrl,
}: {
  view: View;
  mail: DevMailView;
  /** address of this page */
  at: string;
  publicUrl: string;
}): JSX.Element {
  const address = mail.text.split(/\s+/).find((word) => word.startsWith(`${publicUrl}/`));
  return (
    <Page view={view} title={mail.subject} above={{ href: '/dev/mails', label: 'Courriels de développement' }}>
      <p>
        <span safe>{`À ${mail.to}, le `}</span>
        <Instant at={mail.date} />
      </p>
      <pre tabindex={0} safe>
        {mail.text}
      </pre>
      {mail.attachments !== undefined && (
        <ul class="links">
          {mail.attachments.map(({ filename, base64 }, piece) => (
            <li>
              {base64 === null ? (
                <span safe>{`${filename} (n’est plus gardé)`}</span>
              ) : (
                <a href={`${at}/pieces/${piece}`} safe>
                  {filename}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {address !== undefined && (
        <p class="actions">
          <a class="button" href={address.slice(publicUrl.length)}>
            Ouvrir le lien du courriel
          </a>
        </p>
      )}
    </Page>
  );
}
