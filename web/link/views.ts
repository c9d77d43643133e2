import type { z } from 'zod';
import type { linkOut } from '../../api/shapes/link.ts';
import type { FormState } from '../kit/form.tsx';

export type LinkView = z.output<typeof linkOut>;
export type LinkDocumentView = LinkView['documents'][number];

/** What each part of the page of a link is given. */
export interface LinkParts {
  /** address of the link */
  path: string;
  link: LinkView;
  /** a form of the page: refused, half typed, or fresh with these values */
  state: (id: string, values?: FormState['values']) => FormState;
}
