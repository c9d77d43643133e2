import { assertNever } from '../../domain/errors.ts';
import { codeOf, FOOTER, GREETING } from '../../domain/mail/render.ts';
import type { Block, Derived, WrittenMail } from '../../domain/mail/types.ts';

const SMALL = 'font-size:13px;line-height:1.5;color:#57606a';
const BUTTON =
  'display:inline-block;padding:12px 20px;background:#12595c;color:#ffffff;text-decoration:none;border-radius:4px';

/** The HTML part: one column, one button, escaped by @kitajs/html; readable with images off and by a screen reader. */
export function renderHtml(mail: WrittenMail, derived: Derived): string {
  const page = (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title safe>{mail.subject}</title>
      </head>
      <body style="margin:0;background:#f4f5f7;font-family:Arial,Helvetica,sans-serif;color:#1b1f24">
        <div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff">
          <h1 style="font-size:20px;margin:0 0 16px" safe>
            {mail.subject}
          </h1>
          <p>{GREETING}</p>
          {mail.blocks.map((block) => blockHtml(block, derived))}
          <p style={`${SMALL};border-top:1px solid #d0d7de;padding-top:12px`}>{FOOTER}</p>
        </div>
      </body>
    </html>
  );
  return `<!doctype html>${page}`;
}

function blockHtml(block: Block, derived: Derived): JSX.Element {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p style="line-height:1.5;white-space:pre-line" safe>
          {block.text}
        </p>
      );
    case 'list':
      return (
        <ul style="line-height:1.5">
          {block.items.map((item) => (
            <li safe>{item}</li>
          ))}
        </ul>
      );
    case 'code':
      return (
        <p style="font-size:28px;letter-spacing:6px;font-weight:bold" safe>
          {codeOf(derived)}
        </p>
      );
    case 'action':
      return (
        <p style="margin:24px 0">
          <a href={derived.url} style={BUTTON} safe>
            {block.label}
          </a>
        </p>
      );
    case 'note':
      return (
        <p style={SMALL} safe>
          {block.text}
        </p>
      );
    default:
      return assertNever(block);
  }
}
