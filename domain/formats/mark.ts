/**
 * How a state is to be taken, told beside its words; a page's colour follows from it. `done`: as it is to be; `amiss`: refused, suspended, to be
 * corrected; `toDo`: the Caf looks at it; `plain`: nothing of these. Of a dossier others ask besides: `ready`: documents in force, nothing more is
 * to be signed; `opened`: its service is open; `stopped`: ended without an opening.
 */
export type Mark = 'done' | 'amiss' | 'toDo' | 'plain' | 'ready' | 'opened' | 'stopped';
