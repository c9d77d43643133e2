import { Instant, Section, Table } from '../kit/bits.tsx';
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
  /** everybody who received something */
  recipients: readonly string[];
}

/** Development mailbox: every mail sent by this machine. */
export function DevMailsPage({ view, mails, total, to, recipients }: ListProps): JSX.Element {
  return (
    <Page view={view} title="Courriels de développement">
      <p>Cette boîte reçoit tous les courriels de cette installation. Elle n'existe pas en production.</p>
      <FilterForm action="/dev/mails" label="Filtrer les courriels">
        <div class="field">
          <label for="destinataire">Destinataire</label>
          <input id="destinataire" name="to" type="search" list="destinataires" value={to} />
          <datalist id="destinataires">
            {recipients.map((one) => (
              <option value={one}></option>
            ))}
          </datalist>
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
          <a href={`/dev/mails?${new URLSearchParams({ to: mail.to })}`} safe>
            {mail.to}
          </a>,
          <Instant at={mail.date} />,
        ])}
      />
    </Page>
  );
}

/** One mail as its reader sees it, and its text beside it; the address of this service that it carries becomes a link. */
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
      <div class="columns">
        <Section id="html" title="Comme son lecteur le voit">
          <iframe class="mail" src={`${at}/html`} title={`Courriel « ${mail.subject} » en HTML`} sandbox=""></iframe>
        </Section>
        <Section id="texte" title="En texte">
          <pre tabindex={0} safe>
            {mail.text}
          </pre>
        </Section>
      </div>
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
