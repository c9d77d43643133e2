import { CAF, hasRole } from '../../api/access.ts';
import type { CafSettingsView } from '../../api/shapes/cafSettings.ts';
import { GUIDE_CODES, GUIDES } from '../../domain/caf/settings.ts';
import { Facts, Section } from '../kit/bits.tsx';
import { TextField } from '../kit/fields.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';

export const CAF_SETTINGS_PATH = '/ma-caf';

const FIELDS = {
  mailbox: 'Boîte de la Caf',
  cafproChannel: 'Canal Cafpro',
  dialogue: 'Espace de dialogue du portail',
  resourceCentre: 'Centre de ressources',
  dataProtection: 'Délégué à la protection des données',
} as const;
const LABELS = { ...FIELDS, ...Object.fromEntries(GUIDE_CODES.map((code) => [`guides.${code}`, GUIDES[code]])) };

/** What was set, as its form shows it. */
export function settingsTyped({ guides, ...words }: CafSettingsView['settings']): Record<string, string> {
  const typed = Object.entries(words).map(([name, value]) => [name, value ?? '']);
  return Object.fromEntries([...typed, ...GUIDE_CODES.map((code) => [`guides.${code}`, guides[code] ?? ''])]);
}

interface CafSettingsProps extends CafSettingsView {
  view: View;
  form: FormState;
}

/** « Ma Caf »: what agents and partners of a Caf are pointed to; its cafAdmin changes it. */
export function CafSettingsPage({ view, caf, settings, mailbox, form }: CafSettingsProps): JSX.Element {
  const typed = settingsTyped(settings);
  return (
    <Page view={view} title={caf.name} faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={LABELS} />
      <p>
        Les courriels et les pages emploient ces adresses : celles qui sont lues par les partenaires, et celles que les
        agents ont sous la main.
      </p>
      {view.person !== null && hasRole(view.person, ...CAF) && (
        <p>
          <a href="/ma-caf/delegations">Délégations de signature</a> : qui contresigne pour votre Caf.
        </p>
      )}
      {view.person !== null && hasRole(view.person, 'cafAdmin') && (
        <p>
          <a href="/ma-caf/donnees">Données personnelles</a> : la copie ou l’effacement des données d’une personne de la
          Caf, à sa demande.
        </p>
      )}
      {view.person !== null && hasRole(view.person, 'cafAdmin') ? (
        <div class="panel">
          <ActionForm action={CAF_SETTINGS_PATH} form={form} submit="Enregistrer">
            <TextField
              form={form}
              name="mailbox"
              label={FIELDS.mailbox}
              type="email"
              hint={`Reçoit les courriels que Passerelle envoie à la Caf. Sans elle : ${settings.mailbox === null ? (mailbox ?? '') : 'celle de la plateforme'}.`}
              optional
            />
            <TextField
              form={form}
              name="cafproChannel"
              label={FIELDS.cafproChannel}
              hint="Où s'adresse un organisme dont le profil reste dans Cafpro : les mots que son courriel lui donne."
              optional
            />
            <TextField
              form={form}
              name="dialogue"
              label={FIELDS.dialogue}
              hint="Adresse en https. Les questions sur le dossier d'un allocataire y vont, jamais dans un courriel."
              optional
            />
            <TextField
              form={form}
              name="resourceCentre"
              label={FIELDS.resourceCentre}
              hint="Comment vos agents joignent le Centre de ressources, pour la mise à jour des habilitations."
              optional
            />
            <TextField form={form} name="dataProtection" label={FIELDS.dataProtection} optional />
            {GUIDE_CODES.map((code) => (
              <TextField form={form} name={`guides.${code}`} label={GUIDES[code]} hint="Adresse en https." optional />
            ))}
          </ActionForm>
        </div>
      ) : (
        <Section id="reglages" title="Réglages">
          <Facts
            items={Object.entries(LABELS).map(([name, label]) => [
              label,
              <span safe>{(name === 'mailbox' ? mailbox : typed[name]) || 'Non indiqué'}</span>,
            ])}
          />
          <p>L'administrateur Passerelle de votre Caf les change.</p>
        </Section>
      )}
    </Page>
  );
}

/** Where the people of a partner find what is written for them, and whom an administrateur writes to (UI-7, UI-9, RGT-11). */
export function HelpSection({ settings, mailbox }: Pick<CafSettingsView, 'settings' | 'mailbox'>): JSX.Element {
  const { guides, dialogue } = settings;
  const published = GUIDE_CODES.flatMap((code) => {
    const address = guides[code];
    return address === undefined ? [] : [{ label: GUIDES[code], address }];
  });
  if (published.length === 0 && dialogue === null && mailbox === null) return '';
  return (
    <Section id="aide" title="Guides et aide">
      <ul class="links">
        {published.map(({ label, address }) => (
          <li>
            <a href={address} safe>
              {label}
            </a>
          </li>
        ))}
        {dialogue !== null && (
          <li>
            Une question sur le dossier d'un allocataire : <a href={dialogue}>espace de dialogue du portail</a>. Jamais
            par courriel.
          </li>
        )}
        {mailbox !== null && (
          <li>
            Votre Caf :{' '}
            <a href={`mailto:${mailbox}`} safe>
              {mailbox}
            </a>
            , ou <a href="/support">une demande ici</a>.
          </li>
        )}
      </ul>
    </Section>
  );
}

/** ESAT-27: agents' questions on updating habilitations. */
export function ResourceCentre({ words }: { words: string | null }): JSX.Element {
  return (
    <p class="soft">
      Une question sur la mise à jour des habilitations ? Le Centre de ressources y répond
      {words === null ? '.' : <span safe>{` : ${words}`}</span>}
    </p>
  );
}
