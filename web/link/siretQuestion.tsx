import { Section } from '../kit/bits.tsx';
import { type FormBody, optional, text } from '../kit/body.ts';
import { ChoiceGroup, TextArea, TextField } from '../kit/fields.tsx';
import { ActionForm, type FormState } from '../kit/form.tsx';
import { instant, siretWords } from '../kit/words.ts';
import { KeepButton, KeptAs } from './keptParts.tsx';
import type { LinkView } from './views.ts';

const OTHER = 'autre';

/** The Caf asks which SIRET is the organisme's: answered once, and then the page says what was answered and when. */
export function SiretQuestion({ path, link, form }: { path: string; link: LinkView; form: FormState }): JSX.Element {
  const { siretQuestion: asked } = link;
  if (asked === null) return '';
  const known = [...new Set([asked.conventionSiret, ...asked.choices])];
  const choices = [
    ...known.map((value) => ({
      value,
      label: `${siretWords(value)}${value === asked.conventionSiret ? ' (celui de votre convention)' : ''}`,
    })),
    { value: OTHER, label: 'Un autre' },
  ];
  return (
    <Section id="siret" title="Votre SIRET">
      <blockquote class="notice" safe>
        {asked.text}
      </blockquote>
      {asked.answer !== null && (
        <p
          safe
        >{`Vous avez répondu le ${instant(asked.answer.at)} : SIRET ${siretWords(asked.answer.siret)}. La Caf décide.`}</p>
      )}
      {asked.answer === null && !asked.open && <p>La Caf n'attend plus de réponse.</p>}
      {link.actions.includes('answerSiret') && (
        <ActionForm
          action={`${path}/siret`}
          form={form}
          submit="Envoyer la réponse"
          beside={<KeepButton path={path} />}
        >
          <KeptAs form={form} />
          <ChoiceGroup form={form} name="siret" kind="radio" label="Le SIRET de votre organisme" choices={choices} />
          <TextField
            form={form}
            name="other"
            label="Si c'est un autre, lequel"
            hint="14 chiffres."
            inputmode="numeric"
            width="medium"
            optional
          />
          <TextArea form={form} name="words" label="Un mot pour la Caf" rows={3} optional />
        </ActionForm>
      )}
    </Section>
  );
}

/** The answer in the API's shape: one of those shown, or the one that was typed. */
export function siretAnswer(body: FormBody): { siret: string; words?: string | undefined } {
  const chosen = text(body, 'siret');
  return { siret: chosen === OTHER || chosen === '' ? text(body, 'other') : chosen, words: optional(body, 'words') };
}
