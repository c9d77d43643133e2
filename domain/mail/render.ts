import { assertNever } from '../errors.ts';
import { typeset } from '../formats/typography.ts';
import { type MailParams, mailOf } from './registry.ts';
import type { Block, Derived, WrittenMail } from './types.ts';

/** Said at the top and at the foot of every mail, text and HTML. */
export const GREETING = 'Bonjour,';
export const FOOTER = typeset('Ce message est envoyé automatiquement par Passerelle : ne répondez pas.');

/** Writes a mail (U6), set as French is: still without the address of its action and without its code. */
export function writeMail(params: MailParams): WrittenMail {
  const { subject, blocks } = mailOf(params.template).write(params);
  return { subject: typeset(subject), blocks: blocks.map(typesetBlock) };
}

function typesetBlock(block: Block): Block {
  if (block.kind === 'list') return { ...block, items: block.items.map(typeset) };
  if (block.kind === 'action') return { ...block, label: typeset(block.label) };
  return block.kind === 'code' ? block : { ...block, text: typeset(block.text) };
}

/** The plain text part, complete on its own. */
export function renderText(mail: WrittenMail, derived: Derived): string {
  return [GREETING, ...mail.blocks.map((block) => blockText(block, derived)), '--', FOOTER, ''].join('\n\n').trimEnd();
}

function blockText(block: Block, derived: Derived): string {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return block.text;
    case 'list':
      return block.items.map((item) => `- ${item}`).join('\n');
    case 'code':
      return codeOf(derived);
    case 'action':
      return typeset(`${block.label} :\n`) + derived.url;
    default:
      return assertNever(block);
  }
}

/** The code a mail was promised; to send it without one would be worse than to fail. */
export function codeOf(derived: Derived): string {
  if (derived.code === null) throw new Error('a mail with a code was given none');
  return derived.code;
}
