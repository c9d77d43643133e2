import { Facts, Section, Table } from '../kit/bits.tsx';
import { Page, type View } from '../kit/page.tsx';
import type { MailPreviewView, MailTemplateView } from '../kit/views.ts';
import { capital } from '../kit/words.ts';

export const MODELS = '/courriels/modeles';

/** Every mail there is: what makes it go, who receives it. */
export function MailTemplatesPage({
  view,
  templates,
  troubles,
}: {
  view: View;
  templates: readonly MailTemplateView[];
  /** may see which mails were refused or are in doubt */
  troubles: boolean;
}): JSX.Element {
  return (
    <Page view={view} title="Modèles de courriels">
      <p>
        Passerelle envoie ces courriels d'elle-même. Chaque aperçu emploie des valeurs d'exemple : aucun lien ni code
        n'est réel.
      </p>
      {troubles && (
        <p>
          <a href="/courriels/difficultes">Courriels refusés ou incertains</a>
        </p>
      )}
      <Table
        caption="Tous les courriels"
        empty="Aucun modèle."
        heads={['Courriel', 'Part quand', 'Destinataire', 'Code']}
        rows={templates.map((template) => [
          <a href={`${MODELS}/${encodeURIComponent(template.id)}`} safe>
            {capital(template.label)}
          </a>,
          <span safe>{template.trigger}</span>,
          <span safe>{template.recipient}</span>,
          <span safe>{template.id}</span>,
        ])}
      />
    </Page>
  );
}

/** One mail as its recipient gets it. The HTML comes from an address of its own, which may do nothing but show itself (S9). */
export function MailTemplatePage({ view, mail }: { view: View; mail: MailPreviewView }): JSX.Element {
  const html = `${MODELS}/${encodeURIComponent(mail.id)}/html`;
  return (
    <Page view={view} title={capital(mail.label)} above={{ href: MODELS, label: 'Modèles de courriels' }}>
      <Facts
        items={[
          ['Objet', <span safe>{mail.subject}</span>],
          ['Part quand', <span safe>{mail.trigger}</span>],
          ['Destinataire', <span safe>{mail.recipient}</span>],
          ['Code', <span safe>{mail.id}</span>],
        ]}
      />
      <Section id="html" title="Version HTML">
        <iframe class="mail" src={html} title={`Courriel ${mail.id} en HTML`} sandbox=""></iframe>
        <p>
          <a href={html}>Voir seule la version HTML</a>
        </p>
      </Section>
      <Section id="texte" title="Version texte">
        <pre tabindex={0} safe>
          {mail.text}
        </pre>
      </Section>
    </Page>
  );
}
