import type { QuietHours } from './calendar.ts';
import { DAY_MS } from './durations.ts';
import { DEFAULT_RETENTION, type Retention } from './retention.ts';

/** Delays that a Caf may set: nothing here is a Caf rule ([P] throughout §10), one variable `POLICY_<ID>` each. In milliseconds. */
export interface Policy {
  /** REM-1: reminders of missing information of an access request, then `SANS_SUITE`; of a support request, then `CLASSEE` */
  rem1: number[];
  rem1EndMs: number;
  /** TUT-14: reminders of a complement that a tuteur owes for a démarche, then `CLASSEE` */
  demarcheReminders: number[];
  demarcheEndMs: number;
  /** REM-2: reminders of a convention or contrat to sign, then `ABANDONNE` */
  rem2: number[];
  rem2EndMs: number;
  /** REM-3: reminders of a bulletin, form or avenant; the RELANCER task; then `ABANDONNE` */
  rem3: number[];
  rem3TaskMs: number;
  rem3EndMs: number;
  /** REM-4: how long before a campaign's deadline the Caf is reminded */
  rem4: number[];
  /** REM-5: how long after the temporary password its user is reminded; REM-6: how long after its end the creator is told */
  rem5: number[];
  rem6: number[];
  /** REM-10: reminders of annexe 3 to Caf and successor */
  rem10: number[];
  /** REM-11: reminders of PJ 3 to the administrateur */
  rem11: number[];
  /** REM-7: how long before a year without use the administrateur is reminded; TIME-13: that year */
  rem7: number[];
  yearlyUseMs: number;
  /** REM-9: how often the administrateur looks through his gestionnaires */
  rem9Ms: number;
  /** REM-13: how long after the opening, or the role, the administrateur is reminded of the group without role or member */
  rem13: number[];
  /** TIME-3: on which day of the year ('MM-DD') controls begin by themselves; null: `none`, agents start them */
  controlOn: string | null;
  /** OBL-15: how many people such a control looks at */
  controlSample: number;
  /** OBL-15: reminders of the evidence asked for, then the Caf examines what is there */
  controlReminders: number[];
  controlEndMs: number;
  /** OBL-15: reminders of gaps to the administrateur; how often the Caf is told that they remain */
  gapReminders: number[];
  gapEscalateMs: number;
  /** CONV-13: the notice that a partner gives before its convention ends; the Caf may name any day from today on */
  conventionNoticeMs: number;
  /** DEL-8: how long a move to the CNA may be undone */
  cnaUndoMs: number;
  /** REM-12: reminders of a SIRET block to the Caf */
  rem12: number[];
  /** TUT-7: the correction of a tuteur's SIRET */
  tutCorrection: TutCorrection;
  /** TIME-1 */
  temporaryPasswordTtlMs: number;
  /** ACC-7: how long the choice of a personal password may take once the temporary one was used */
  personalisationTtlMs: number;
  /** TUT-13: how long the proof of the Espace Tuteur's entrance holds on a session */
  tuteurProofMs: number;
  /** how long a session may go unused (S9); it lasts 12 hours at most */
  sessionIdleMs: number;
  /** TIME-11: working time within which a security incident is acknowledged */
  incidentAckMs: number;
  /** TIME-12: how long a departure waits before its reminder, and a late answer before the next one; days are working days */
  departureMs: number;
  /** RGT-4, RGT-5, CON-06: a gestionnaire may make subgroups under his own groups */
  subgroupByResponsable: boolean;
  /** §10: no reminder at night, on Sundays and holidays; null: `none` */
  quietHours: QuietHours | null;
  /** mails a minute that an import of users lets leave */
  importMailsPerMinute: number;
  /** messages that the relay takes from the whole fleet within any span of this length (R2); null: `none`, as many as it takes */
  mailRate: MailRate | null;
  /** dossiers of a campaign started and not yet waiting for a person */
  campaignInFlight: number;
  /** how long a command may wait for its process before it lapses (R7) */
  commandTtlMs: number;
  /** how long a mailed signature code is good for (§4.3 « Signature ») */
  codeTtlMs: number;
  /** how long a mailed link still shows a dossier after its end (U9) */
  linkReadMs: number;
  /** least time between two reminders by hand of one dossier */
  remindAgainMs: number;
  /** of the tuteurs that a correction can save, the share that is corrected before the Espace Tuteur reopens (domain.md §5) */
  tuteurGate: number;
  /** how many Cafs each wave of the reopening opens, and the quiet time after each */
  tuteurWaves: readonly WaveSize[];
  tuteurQuietMs: number;
  /** closes the Espace Tuteur again: the share of its tuteurs who signal a missing protégé, and the least number of them */
  tuteurStop: { share: number; least: number };
  /** how often an open reopening looks at the signals of missing protégés */
  tuteurWatchMs: number;
  /** how long until a reopening that was held asks again */
  tuteurAskAgainMs: number;
  /** ESAT-8: when guaranteed remunerations are declared; how long before its end whoever has not declared is reminded */
  esatWindow: EsatWindow;
  esatReminders: number[];
  /** S7: how long a person may fetch the copy of their data; how long before an erasure the person is told */
  dataCopyMs: number;
  dataErasureMs: number;
  /** S7: how long things that are over are kept */
  retention: Retention;
}

/** TUT-7: delays of the correction of a tuteur's SIRET. */
export interface TutCorrection {
  /** reminders to the Caf that is to decide; when whoever launched the reopening is told; when it is given up */
  remind: number[];
  escalateMs: number;
  endMs: number;
  /** reminders of the question to the partner; when the Caf decides without an answer */
  ask: number[];
  askEndMs: number;
  /** how long a decision may be taken back */
  undoMs: number;
}

/** ESAT-8b: the days of a year's window, both inclusive, as 'MM-DD' or 'MM-end', the last day of a month. */
export interface EsatWindow {
  from: string;
  to: string;
}

/** Cafs of one wave of the reopening (`POLICY_TUT_WAVES`). */
export type WaveSize = number | 'all';

/** So many messages at most within any span of this length, wherever it begins. */
export interface MailRate {
  mails: number;
  perMs: number;
}

const days = (...values: number[]) => values.map((value) => value * DAY_MS);

export const DEFAULT_POLICY: Policy = {
  rem1: days(7, 21, 45),
  rem1EndMs: 60 * DAY_MS,
  demarcheReminders: days(7, 15),
  demarcheEndMs: 30 * DAY_MS,
  rem2: days(7, 15, 30, 60),
  rem2EndMs: 90 * DAY_MS,
  rem3: days(7, 15, 30, 60),
  rem3TaskMs: 30 * DAY_MS,
  rem3EndMs: 90 * DAY_MS,
  rem4: days(60, 30, 14, 7, 3),
  rem5: [20 * 3_600_000],
  rem6: days(7),
  rem10: days(3, 10, 20),
  rem11: days(5, 15),
  rem7: days(60, 30, 7),
  yearlyUseMs: 365 * DAY_MS,
  rem9Ms: 91 * DAY_MS,
  rem13: days(7),
  controlOn: '10-01',
  controlSample: 5,
  controlReminders: days(15, 30),
  controlEndMs: 45 * DAY_MS,
  gapReminders: days(7, 15),
  gapEscalateMs: 30 * DAY_MS,
  conventionNoticeMs: 30 * DAY_MS,
  cnaUndoMs: 90 * DAY_MS,
  rem12: days(3, 10),
  tutCorrection: {
    remind: days(5, 10),
    escalateMs: 15 * DAY_MS,
    endMs: 60 * DAY_MS,
    ask: days(3, 7),
    askEndMs: 15 * DAY_MS,
    undoMs: 60 * DAY_MS,
  },
  temporaryPasswordTtlMs: DAY_MS,
  personalisationTtlMs: 1_800_000,
  tuteurProofMs: 1_800_000,
  sessionIdleMs: 3_600_000,
  incidentAckMs: 4 * 3_600_000,
  departureMs: 5 * DAY_MS,
  subgroupByResponsable: false,
  quietHours: { from: '20:00', to: '08:00' },
  importMailsPerMinute: 600,
  mailRate: null,
  campaignInFlight: 50,
  commandTtlMs: 60_000,
  codeTtlMs: 900_000,
  linkReadMs: 90 * DAY_MS,
  remindAgainMs: DAY_MS,
  tuteurGate: 0.95,
  tuteurWaves: ['all'],
  tuteurQuietMs: 7 * DAY_MS,
  tuteurStop: { share: 0.05, least: 3 },
  tuteurWatchMs: 300_000,
  tuteurAskAgainMs: DAY_MS,
  esatWindow: { from: '12-01', to: '02-end' },
  esatReminders: days(45, 15, 5, 2, 1),
  dataCopyMs: 7 * DAY_MS,
  dataErasureMs: 7 * DAY_MS,
  retention: DEFAULT_RETENTION,
};
