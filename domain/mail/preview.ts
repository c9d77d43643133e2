import { type MailTemplate, mailOf, type ParamsOf } from './registry.ts';
import type { Derived } from './types.ts';

/** Invented values for a mail: what a person previews before any is sent (U6). */
export function previewParams<T extends MailTemplate>(template: T): ParamsOf<T> {
  return { ...mailOf(template).sample, template };
}

/** Where a preview's action leads, and the secret it shows: both invented, so that no preview can give a real one away (S2). */
export function previewDerived(template: MailTemplate): Derived {
  return { url: 'https://passerelle.example/exemple', code: mailOf(template).exampleCode ?? null };
}
