import { acceptUsageRules } from '../../api/routes/usageRules/accept.ts';
import { getUsageRules, usageRulesOut } from '../../api/routes/usageRules/get.ts';
import { text } from '../kit/body.ts';
import { type FormState, freshForm } from '../kit/form.tsx';
import { answerForm } from '../kit/outcome.ts';
import { ownPath } from '../kit/ownPath.ts';
import type { Pages } from '../kit/pages.ts';
import { USAGE_RULES_PATH } from '../kit/rulesFirst.ts';
import type { Visit } from '../kit/visit.ts';
import { UsageRulesPage } from './page.tsx';

const FORM = 'regles';

/** « Règles d'usage » (UI-5): read, accepted once a version, always in the menu. */
export function usageRulePages(pages: Pages): void {
  pages.get(USAGE_RULES_PATH, (visit) => show(visit, freshForm(FORM), ownPath(visit.request.query.retour), 200), {
    beforeRules: true,
  });

  pages.post(
    USAGE_RULES_PATH,
    async (visit) => {
      const back = ownPath(text(visit.body, 'retour'));
      await answerForm(
        visit,
        FORM,
        () => visit.send(acceptUsageRules, { body: { version: Number(text(visit.body, 'version')) } }),
        () => visit.go(back, "Merci. Vous retrouvez les règles d'usage dans le menu."),
        (form, status) => show(visit, form, back, status),
      );
    },
    { beforeRules: true },
  );
}

async function show(visit: Visit, form: FormState, back: string, status: number): Promise<void> {
  const rules = await visit.read(usageRulesOut, getUsageRules);
  await visit.show(UsageRulesPage({ view: visit.view, rules, form, back }), status);
}
