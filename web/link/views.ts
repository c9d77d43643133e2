import type { z } from 'zod';
import type { linkOut } from '../../api/shapes/link.ts';

export type LinkView = z.output<typeof linkOut>;
export type LinkDocumentView = LinkView['documents'][number];
