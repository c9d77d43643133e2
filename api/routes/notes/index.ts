import type { Route } from '../../route.ts';
import { addNoteRoute } from './add.ts';
import { noteFile } from './file.ts';
import { listNotes } from './list.ts';
import { withdrawNoteRoute } from './withdraw.ts';

export const noteRoutes: readonly Route[] = [addNoteRoute, noteFile, listNotes, withdrawNoteRoute];
