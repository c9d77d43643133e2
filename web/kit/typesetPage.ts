import { typeset } from '../../domain/formats/typography.ts';

/** What is given back or copied as it stands: fields, code; and what is no text. A choice is given back by its value. */
const KEPT = String.raw`<(textarea|pre|code|script|style|option(?![^>]* value=))\b[^>]*>[\s\S]*?<\/\1>`;
const TAG = '<(?:"[^"]*"|[^">])*>';
const PARTS = new RegExp(`${KEPT}|${TAG}|(?<text>[^<]+)`, 'g');

/** A page whose words are set as French text is; its tags, what stands in fields and what is copied stay as they are. */
export function typesetPage(html: string): string {
  return html.replace(PARTS, (part, ...rest) => {
    const { text } = rest.at(-1) as { text?: string };
    return text === undefined ? part : typeset(text.replaceAll('&#39;', "'"));
  });
}
