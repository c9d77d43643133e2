import { CAF, hasRole, PARTNER_SIDE } from '../../api/access.ts';
import { getCafSettings } from '../../api/routes/cafSettings/get.ts';
import { cafSettingsOut } from '../../api/shapes/cafSettings.ts';
import type { Pages } from '../kit/pages.ts';
import type { Visit } from '../kit/visit.ts';
import { AccessibilityPage } from './accessibility.tsx';
import { DataProtectionPage, SignInTroublePage } from './pages.tsx';

/** What a person reads before they are signed in (UI-8): trouble with the sign-in, what is known of them, how accessible it is. */
export function helpPages(pages: Pages): void {
  const open = { beforeRules: true } as const;
  pages.get('/probleme-de-connexion', async (visit) => visit.show(SignInTroublePage({ view: visit.view })), open);
  pages.get('/accessibilite', async (visit) => visit.show(AccessibilityPage({ view: visit.view })), open);
  pages.get(
    '/informatique-et-libertes',
    async (visit) => {
      const { view, deps } = visit;
      await visit.show(DataProtectionPage({ view, retention: deps.policy.retention, contact: await contactOf(visit) }));
    },
    open,
  );
}

/** The délégué à la protection des données that the Caf of whoever is signed in has set; null: nobody is, or it has set none. */
async function contactOf(visit: Visit): Promise<string | null> {
  const { person } = visit;
  if (person === null || person.restricted || !hasRole(person, ...CAF, ...PARTNER_SIDE)) return null;
  return (await visit.read(cafSettingsOut, getCafSettings)).settings.dataProtection;
}
