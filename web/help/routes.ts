import type { Pages } from '../kit/pages.ts';
import { DataProtectionPage, SignInTroublePage } from './pages.tsx';

/** What a person reads before they are signed in (UI-8): trouble with the sign-in, what is known of them. */
export function helpPages(pages: Pages): void {
  const open = { beforeRules: true } as const;
  pages.get('/probleme-de-connexion', async (visit) => visit.show(SignInTroublePage({ view: visit.view })), open);
  pages.get(
    '/informatique-et-libertes',
    async (visit) => visit.show(DataProtectionPage({ view: visit.view, retention: visit.deps.policy.retention })),
    open,
  );
}
