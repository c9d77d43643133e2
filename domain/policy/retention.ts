import { DAY_MS } from './durations.ts';

/** How long something is kept, counted from which instant, and why for so long (S7). */
interface Term {
  termMs: number;
  from: string;
  why: string;
  /** what goes */
  what: string;
  /** the release that brought it, as workflows name it: a purge that began before goes through what there was then (P6) */
  since?: string;
}

const YEAR_MS = 365 * DAY_MS;
const WHOLE = 'whole retention';

/**
 * What is purged once it has been over for its term (S7); [P], the owner's to set (OBL-17). The journal, contracts and signatures are public
 * archives and never among them (S6): docs/retention.md says why.
 */
export const RETENTION = {
  answers: {
    what: 'answers kept for their Idempotency-Key',
    termMs: 30 * DAY_MS,
    from: 'the request',
    why: 'whoever repeats a request does it within days (R8)',
  },
  commands: {
    what: 'commands that were carried out or refused',
    termMs: 90 * DAY_MS,
    from: 'their outcome',
    why: 'what came of them stands in the facts and in the journal',
  },
  sessions: {
    what: 'sessions that ended or were revoked',
    termMs: 30 * DAY_MS,
    from: 'their end',
    why: 'an incident is looked into while it is fresh',
  },
  codes: {
    what: 'signature codes that no longer hold',
    termMs: 30 * DAY_MS,
    from: 'their end',
    why: 'a contested signature is looked into while it is fresh',
  },
  tokens: {
    what: 'what the OpenID provider kept of a sign-in or a token: sealed rows',
    termMs: 0,
    from: 'its end',
    why: 'nobody can use it any more; who entered which service stands among the entrances',
    since: 'entrance',
  },
  entrances: {
    what: 'who was in which service, by which session; keys of the provider that signed before',
    termMs: 30 * DAY_MS,
    from: 'the end of the entrance, or the day on which the key was replaced',
    why: 'an incident is looked into while it is fresh',
    since: 'entrance',
  },
  tries: {
    what: 'tries of a password, a code or a form',
    termMs: DAY_MS,
    from: 'when they count no more',
    why: 'they hold nobody up any more',
  },
  files: {
    what: 'files joined to a case or to a dossier, and what colleagues noted on it',
    termMs: YEAR_MS,
    from: 'the end of the case or of the dossier',
    why: 'until the next yearly control has looked anew',
  },
  demarches: {
    what: 'what was declared and said in a démarche of the Espace Tuteur, or of a change of activity of an Esat’s worker',
    termMs: 2 * YEAR_MS,
    from: 'the end of the démarche or of the change',
    why: 'the time within which a benefit may be claimed or contested',
    since: 'demarches',
  },
  esat: {
    what: 'declarations of an Esat: draft, submissions, the workers they name',
    termMs: 2 * YEAR_MS,
    from: 'the day on which the declaration was begun',
    why: 'the time within which a benefit may be claimed or contested',
    since: 'esatDeclarations',
  },
  forms: {
    what: 'forms kept for who had to sign in again, and what is half typed by a mailed link (U8); a list of people or of tuteurs that was checked, the faults of one of protégés',
    termMs: 0,
    from: 'the end of their hour; by a link, of their dossier; of a list, of its day',
    why: 'nobody is given them back afterwards',
    since: WHOLE,
  },
  secrets: {
    what: 'temporary passwords that were used, voided or have lapsed (their hash)',
    termMs: 30 * DAY_MS,
    from: 'their end',
    why: 'an incident is looked into while it is fresh',
    since: WHOLE,
  },
  mails: {
    what: 'mails: addressee, parameters, what the relay answered',
    termMs: YEAR_MS,
    from: 'the end of their process, or their making where they have none',
    why: 'what was sent to whom is asked about while the dossier is remembered; the acts stay in the journal',
    since: WHOLE,
  },
  imports: {
    what: 'rows of an imported list of people',
    termMs: YEAR_MS,
    from: 'the end of the import',
    why: 'the accounts made of them say the same',
    since: WHOLE,
  },
  campaigns: {
    what: 'rows of a campaign’s workbook',
    termMs: 2 * YEAR_MS,
    from: 'the end of the campaign',
    why: 'its report stays, and so do the dossiers made of them',
    since: WHOLE,
  },
  checks: {
    what: 'a campaign’s workbook that was checked and not launched',
    termMs: 30 * DAY_MS,
    from: 'its check',
    why: 'a campaign is launched in the weeks after its list was checked; what was launched is kept with the campaign',
    since: 'checks',
  },
  tiersi: {
    what: 'lines of a Tiersi file',
    termMs: 2 * YEAR_MS,
    from: 'the end of the reopening',
    why: 'the verdicts made of them stay for its impact report',
    since: WHOLE,
  },
  proteges: {
    what: 'protégés whose measure has ended',
    termMs: YEAR_MS,
    from: 'the last day of the measure',
    why: 'a tuteur accounts for a measure in the year after it',
    since: WHOLE,
  },
  signals: {
    what: 'signals of a missing protégé',
    termMs: 2 * YEAR_MS,
    from: 'the signal',
    why: 'they count for the automatic stop of a reopening only',
    since: WHOLE,
  },
  traces: {
    what: 'the trace of what tuteurs did in the Espace Tuteur (TUT-13)',
    termMs: 3 * YEAR_MS,
    from: 'the act',
    why: 'who consulted whom may be asked, and a misuse prosecuted, for as long',
    since: WHOLE,
  },
  requests: {
    what: 'requests and cases that have ended, with their tasks, files, mails and what was typed in them',
    termMs: 2 * YEAR_MS,
    from: 'their end',
    why: 'a refusal may be contested, and the next yearly control looks at the last one; what was done stays in the journal',
    since: WHOLE,
  },
  dossiers: {
    what: 'of a dossier about documents that has ended: tasks, the address of its partner, what its steps noted',
    termMs: 5 * YEAR_MS,
    from: 'the end of the dossier',
    why: 'the limitation of actions (Code civil, art. 2224); its documents and signatures stay',
    since: WHOLE,
  },
  accounts: {
    what: 'accounts that are closed: who it was, how they are reached, what they signed in by',
    termMs: 3 * YEAR_MS,
    from: 'their closing',
    why: 'a habilitation may be asked about, and an account reopened, for as long; the row stays, without a name',
    since: WHOLE,
  },
} as const satisfies Record<string, Term>;

export type PurgedKind = keyof typeof RETENTION;
export const PURGED_KINDS = Object.keys(RETENTION) as readonly PurgedKind[];

/** Which release brought a kind; undefined: the first one. */
export const purgedSince = (kind: PurgedKind): string | undefined => (RETENTION[kind] as Term).since;

/** How long each kind is kept, in milliseconds. */
export type Retention = Readonly<Record<PurgedKind, number>>;

/** Something made for each kind. */
export function ofEachPurged<V>(make: (kind: PurgedKind) => V): Record<PurgedKind, V> {
  return Object.fromEntries(PURGED_KINDS.map((kind) => [kind, make(kind)])) as Record<PurgedKind, V>;
}

export const DEFAULT_RETENTION: Retention = ofEachPurged((kind) => RETENTION[kind].termMs);

/** The files of a process that ended then are over their term: gone, or to go with the next purge. */
export function filesOver(closedAt: Date | null, retention: Retention, at: Date): boolean {
  return isOver(closedAt, retention.files, at);
}

/** The same of what was declared in a démarche. */
export function demarcheOver(closedAt: Date | null, retention: Retention, at: Date): boolean {
  return isOver(closedAt, retention.demarches, at);
}

function isOver(closedAt: Date | null, termMs: number, at: Date): boolean {
  return closedAt !== null && closedAt.getTime() + termMs < at.getTime();
}
