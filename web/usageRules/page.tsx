import type { z } from 'zod';
import type { usageRulesOut } from '../../api/routes/usageRules/get.ts';
import { Section } from '../kit/bits.tsx';
import { ActionForm, FaultSummary, type FormState } from '../kit/form.tsx';
import { Page, type View } from '../kit/page.tsx';
import { USAGE_RULES_PATH } from '../kit/rulesFirst.ts';
import { date, instant } from '../kit/words.ts';

interface UsageRulesProps {
  view: View;
  rules: z.output<typeof usageRulesOut>;
  form: FormState;
  /** page that was asked for */
  back: string;
}

/** The rules, whom they bind, and the acceptance, given or awaited (UI-5). */
export function UsageRulesPage({ view, rules, form, back }: UsageRulesProps): JSX.Element {
  const { accepted, toAccept } = rules;
  return (
    <Page view={view} title="Règles d'usage" faulty={form.faults.length > 0}>
      <FaultSummary form={form} labels={{}} />
      {toAccept && (
        <p class="lead" safe>
          {accepted === null
            ? "Avant d'entrer, lisez ces règles et acceptez-les. Elles viennent de la convention que votre organisme a signée avec la Caf."
            : 'Ces règles ont changé depuis que vous les avez acceptées. Lisez-les et acceptez-les pour continuer.'}
        </p>
      )}
      {rules.parts.map(({ title, rules: texts }, index) => (
        <Section id={`partie-${index + 1}`} title={title}>
          <ul>
            {texts.map((one) => (
              <li safe>{one}</li>
            ))}
          </ul>
        </Section>
      ))}
      <p class="soft" safe>
        {`Version ${rules.version}, en vigueur depuis le ${date(rules.since)}.`}
        {accepted !== null &&
          accepted.at !== null &&
          ` Vous avez accepté la version ${accepted.version} le ${instant(accepted.at)}.`}
      </p>
      {toAccept && (
        <ActionForm action={USAGE_RULES_PATH} form={form} submit="J'ai lu ces règles et je les accepte">
          <input type="hidden" name="retour" value={back} />
          <input type="hidden" name="version" value={String(rules.version)} />
        </ActionForm>
      )}
    </Page>
  );
}
