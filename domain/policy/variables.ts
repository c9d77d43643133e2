import { z } from 'zod';
import { isCalendarDate, type QuietHours } from './calendar.ts';
import { parseDuration, parseDurations } from './durations.ts';
import { DEFAULT_POLICY, type MailRate, type Policy, type WaveSize } from './policy.ts';
import { DEFAULT_RETENTION, ofEachPurged, PURGED_KINDS, type PurgedKind } from './retention.ts';

/** The variables that set a policy, one per id (api.md, « Delays are policy »); an unset one keeps the documented default. */
export const POLICY_VARIABLES = {
  POLICY_REM_1: durations(DEFAULT_POLICY.rem1),
  POLICY_REM_1_END: duration(DEFAULT_POLICY.rem1EndMs),
  POLICY_TUT_14: durations(DEFAULT_POLICY.demarcheReminders),
  POLICY_TUT_14_END: duration(DEFAULT_POLICY.demarcheEndMs),
  POLICY_REM_2: durations(DEFAULT_POLICY.rem2),
  POLICY_REM_2_END: duration(DEFAULT_POLICY.rem2EndMs),
  POLICY_REM_3: durations(DEFAULT_POLICY.rem3),
  POLICY_REM_3_TASK: duration(DEFAULT_POLICY.rem3TaskMs),
  POLICY_REM_3_END: duration(DEFAULT_POLICY.rem3EndMs),
  POLICY_REM_4: durations(DEFAULT_POLICY.rem4),
  POLICY_REM_5: durations(DEFAULT_POLICY.rem5),
  POLICY_REM_6: durations(DEFAULT_POLICY.rem6),
  POLICY_REM_10: durations(DEFAULT_POLICY.rem10),
  POLICY_REM_11: durations(DEFAULT_POLICY.rem11),
  POLICY_REM_7: durations(DEFAULT_POLICY.rem7),
  POLICY_REM_9: duration(DEFAULT_POLICY.rem9Ms),
  POLICY_TIME_13: duration(DEFAULT_POLICY.yearlyUseMs),
  POLICY_REM_13: durations(DEFAULT_POLICY.rem13),
  POLICY_TIME_3: z
    .string()
    .default(DEFAULT_POLICY.controlOn ?? 'none')
    .transform((text, context): string | null => {
      if (text === 'none') return null;
      // 29 February would be skipped three years in four
      if (isCalendarDate(`2001-${text}`)) return text;
      context.addIssue({ code: 'custom', message: `« ${text} » is neither MM-DD nor none` });
      return z.NEVER;
    }),
  POLICY_OBL_15: durations(DEFAULT_POLICY.controlReminders),
  POLICY_OBL_15_END: duration(DEFAULT_POLICY.controlEndMs),
  POLICY_OBL_15_GAPS: durations(DEFAULT_POLICY.gapReminders),
  POLICY_OBL_15_ESCALATE: duration(DEFAULT_POLICY.gapEscalateMs),
  POLICY_OBL_15_SAMPLE: z.coerce
    .number('a number of people, 1 or more')
    .int('a number of people, 1 or more')
    .min(1, 'a number of people, 1 or more')
    .default(DEFAULT_POLICY.controlSample),
  POLICY_CONV_13: duration(DEFAULT_POLICY.conventionNoticeMs),
  POLICY_DEL_8: duration(DEFAULT_POLICY.cnaUndoMs),
  POLICY_REM_12: durations(DEFAULT_POLICY.rem12),
  POLICY_TUT_7: durations(DEFAULT_POLICY.tutCorrection.remind),
  POLICY_TUT_7_ESCALATE: duration(DEFAULT_POLICY.tutCorrection.escalateMs),
  POLICY_TUT_7_END: duration(DEFAULT_POLICY.tutCorrection.endMs),
  POLICY_TUT_7_ASK: durations(DEFAULT_POLICY.tutCorrection.ask),
  POLICY_TUT_7_ASK_END: duration(DEFAULT_POLICY.tutCorrection.askEndMs),
  POLICY_TUT_7_UNDO: duration(DEFAULT_POLICY.tutCorrection.undoMs),
  POLICY_TEMPORARY_PASSWORD_TTL: duration(DEFAULT_POLICY.temporaryPasswordTtlMs),
  POLICY_PERSONALISATION_TTL: duration(DEFAULT_POLICY.personalisationTtlMs),
  POLICY_TUT_13: duration(DEFAULT_POLICY.tuteurProofMs),
  POLICY_SESSION_IDLE: duration(DEFAULT_POLICY.sessionIdleMs),
  POLICY_TIME_11: duration(DEFAULT_POLICY.incidentAckMs),
  POLICY_TIME_12: duration(DEFAULT_POLICY.departureMs),
  POLICY_SUBGROUP_BY_RESPONSABLE: z
    .enum(['true', 'false'], 'true or false')
    .default(`${DEFAULT_POLICY.subgroupByResponsable}`)
    .transform((text) => text === 'true'),
  POLICY_COMMAND_TTL: duration(DEFAULT_POLICY.commandTtlMs),
  POLICY_CODE_TTL: duration(DEFAULT_POLICY.codeTtlMs),
  POLICY_LINK_READ: duration(DEFAULT_POLICY.linkReadMs),
  POLICY_REMIND_AGAIN: duration(DEFAULT_POLICY.remindAgainMs),
  POLICY_CAMPAIGN_IN_FLIGHT: z.coerce
    .number('a number of dossiers, 1 or more')
    .int('a number of dossiers, 1 or more')
    .min(1, 'a number of dossiers, 1 or more')
    .default(DEFAULT_POLICY.campaignInFlight),
  POLICY_IMPORT_MAILS_PER_MINUTE: z.coerce
    .number('a number of mails, 1 or more')
    .int('a number of mails, 1 or more')
    .min(1, 'a number of mails, 1 or more')
    .default(DEFAULT_POLICY.importMailsPerMinute),
  POLICY_MAIL_RATE: z
    .string()
    .default('none')
    .transform((text, context): MailRate | null => {
      if (text === 'none') return null;
      const rate = parseRate(text);
      if (rate !== null) return rate;
      context.addIssue({
        code: 'custom',
        message: `« ${text} » is neither a number of mails in a time (600/1m) nor none`,
      });
      return z.NEVER;
    }),
  POLICY_TUT_GATE: share(DEFAULT_POLICY.tuteurGate),
  POLICY_TUT_WAVES: z
    .string()
    .optional()
    .transform((text, context): readonly WaveSize[] => {
      if (text === undefined) return DEFAULT_POLICY.tuteurWaves;
      const sizes = text.split(',').map((size) => size.trim());
      if (sizes.every((size) => size === 'all' || /^[1-9]\d{0,2}$/.test(size)))
        return sizes.map((size) => (size === 'all' ? size : Number(size)));
      context.addIssue({ code: 'custom', message: `« ${text} » is no list of numbers of Cafs (1,10,all)` });
      return z.NEVER;
    }),
  POLICY_TUT_QUIET: duration(DEFAULT_POLICY.tuteurQuietMs),
  POLICY_TUT_STOP: z
    .string()
    .optional()
    .transform((text, context): Policy['tuteurStop'] => {
      if (text === undefined) return DEFAULT_POLICY.tuteurStop;
      const [typed = '', least = ''] = text.split(',').map((part) => part.trim());
      const parsed = parseShare(typed);
      if (parsed !== null && /^[1-9]\d{0,4}$/.test(least)) return { share: parsed, least: Number(least) };
      context.addIssue({ code: 'custom', message: `« ${text} » is no share and least number (5%,3)` });
      return z.NEVER;
    }),
  POLICY_TUT_WATCH: duration(DEFAULT_POLICY.tuteurWatchMs),
  POLICY_TUT_ASK_AGAIN: duration(DEFAULT_POLICY.tuteurAskAgainMs),
  POLICY_ESAT_8_FROM: day(DEFAULT_POLICY.esatWindow.from).refine((text) => !text.endsWith('end'), 'a day is MM-DD'),
  POLICY_ESAT_8_TO: day(DEFAULT_POLICY.esatWindow.to),
  POLICY_ESAT_8: durations(DEFAULT_POLICY.esatReminders),
  POLICY_DATA_COPY: duration(DEFAULT_POLICY.dataCopyMs),
  POLICY_DATA_ERASURE: duration(DEFAULT_POLICY.dataErasureMs),
  ...retentionVariables(),
  POLICY_QUIET_HOURS: z
    .string()
    .optional()
    .transform((text, context): QuietHours | null => {
      if (text === undefined) return DEFAULT_POLICY.quietHours;
      if (text === 'none') return null;
      const match = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text);
      if (match?.[1] !== undefined && match[2] !== undefined) return { from: match[1], to: match[2] };
      context.addIssue({ code: 'custom', message: `« ${text} » is neither HH:MM-HH:MM nor none` });
      return z.NEVER;
    }),
};

type Values = { [name in keyof typeof POLICY_VARIABLES]: z.output<(typeof POLICY_VARIABLES)[name]> };

/** The policy that parsed variables make. */
export function policyOf(values: Values): Policy {
  return {
    rem1: values.POLICY_REM_1,
    rem1EndMs: values.POLICY_REM_1_END,
    demarcheReminders: values.POLICY_TUT_14,
    demarcheEndMs: values.POLICY_TUT_14_END,
    rem2: values.POLICY_REM_2,
    rem2EndMs: values.POLICY_REM_2_END,
    rem3: values.POLICY_REM_3,
    rem3TaskMs: values.POLICY_REM_3_TASK,
    rem3EndMs: values.POLICY_REM_3_END,
    rem4: values.POLICY_REM_4,
    rem5: values.POLICY_REM_5,
    rem6: values.POLICY_REM_6,
    rem10: values.POLICY_REM_10,
    rem11: values.POLICY_REM_11,
    rem7: values.POLICY_REM_7,
    rem9Ms: values.POLICY_REM_9,
    yearlyUseMs: values.POLICY_TIME_13,
    rem13: values.POLICY_REM_13,
    controlOn: values.POLICY_TIME_3,
    controlSample: values.POLICY_OBL_15_SAMPLE,
    controlReminders: values.POLICY_OBL_15,
    controlEndMs: values.POLICY_OBL_15_END,
    gapReminders: values.POLICY_OBL_15_GAPS,
    gapEscalateMs: values.POLICY_OBL_15_ESCALATE,
    conventionNoticeMs: values.POLICY_CONV_13,
    cnaUndoMs: values.POLICY_DEL_8,
    rem12: values.POLICY_REM_12,
    tutCorrection: {
      remind: values.POLICY_TUT_7,
      escalateMs: values.POLICY_TUT_7_ESCALATE,
      endMs: values.POLICY_TUT_7_END,
      ask: values.POLICY_TUT_7_ASK,
      askEndMs: values.POLICY_TUT_7_ASK_END,
      undoMs: values.POLICY_TUT_7_UNDO,
    },
    temporaryPasswordTtlMs: values.POLICY_TEMPORARY_PASSWORD_TTL,
    personalisationTtlMs: values.POLICY_PERSONALISATION_TTL,
    tuteurProofMs: values.POLICY_TUT_13,
    sessionIdleMs: values.POLICY_SESSION_IDLE,
    incidentAckMs: values.POLICY_TIME_11,
    departureMs: values.POLICY_TIME_12,
    subgroupByResponsable: values.POLICY_SUBGROUP_BY_RESPONSABLE,
    quietHours: values.POLICY_QUIET_HOURS,
    importMailsPerMinute: values.POLICY_IMPORT_MAILS_PER_MINUTE,
    mailRate: values.POLICY_MAIL_RATE,
    campaignInFlight: values.POLICY_CAMPAIGN_IN_FLIGHT,
    commandTtlMs: values.POLICY_COMMAND_TTL,
    codeTtlMs: values.POLICY_CODE_TTL,
    linkReadMs: values.POLICY_LINK_READ,
    remindAgainMs: values.POLICY_REMIND_AGAIN,
    tuteurGate: values.POLICY_TUT_GATE,
    tuteurWaves: values.POLICY_TUT_WAVES,
    tuteurQuietMs: values.POLICY_TUT_QUIET,
    tuteurStop: values.POLICY_TUT_STOP,
    tuteurWatchMs: values.POLICY_TUT_WATCH,
    tuteurAskAgainMs: values.POLICY_TUT_ASK_AGAIN,
    esatWindow: { from: values.POLICY_ESAT_8_FROM, to: values.POLICY_ESAT_8_TO },
    esatReminders: values.POLICY_ESAT_8,
    dataCopyMs: values.POLICY_DATA_COPY,
    dataErasureMs: values.POLICY_DATA_ERASURE,
    retention: ofEachPurged((kind) => values[retentionVariable(kind)]),
  };
}

type RetentionVariable = `POLICY_RETENTION_${Uppercase<PurgedKind>}`;

/** The variable that sets how long a kind is kept (S7). */
function retentionVariable(kind: PurgedKind): RetentionVariable {
  return `POLICY_RETENTION_${kind.toUpperCase() as Uppercase<PurgedKind>}`;
}

/** One for each line of the table of retention. */
function retentionVariables(): Record<RetentionVariable, ReturnType<typeof duration>> {
  const named = PURGED_KINDS.map((kind) => [retentionVariable(kind), duration(DEFAULT_RETENTION[kind])]);
  return Object.fromEntries(named) as Record<RetentionVariable, ReturnType<typeof duration>>;
}

function duration(fallback: number) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = text === undefined ? fallback : parseDuration(text);
      if (value !== null) return value;
      context.addIssue({ code: 'custom', message: `« ${text} » is no duration (500ms, 5s, 24h, 7d)` });
      return z.NEVER;
    });
}

/** A day of every year, 'MM-DD' or 'MM-end'. */
function day(fallback: string) {
  return z
    .string()
    .default(fallback)
    .refine(
      (text) => /^(0[1-9]|1[0-2])-end$/.test(text) || isCalendarDate(`2001-${text}`),
      'neither MM-DD nor MM-end, on a day that every year has',
    );
}

function durations(fallback: readonly number[]) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = text === undefined ? [...fallback] : parseDurations(text);
      if (value !== null) return value;
      context.addIssue({ code: 'custom', message: `« ${text} » is no list of durations (7d,15d,30d)` });
      return z.NEVER;
    });
}

/** The most that may be asked of a relay at once: each message of a span has a place of its own. */
const MOST_MAILS = 10_000;

/** « 600/1m », the span a second at least; null: it is none. */
function parseRate(text: string): MailRate | null {
  const [count = '', span = '', ...rest] = text.split('/').map((part) => part.trim());
  const perMs = parseDuration(span);
  if (rest.length > 0 || !/^[1-9]\d{0,4}$/.test(count) || Number(count) > MOST_MAILS) return null;
  return perMs === null || perMs < 1_000 ? null : { mails: Number(count), perMs };
}

/** « 95% » or « 0.95 »; null: neither. */
function parseShare(text: string): number | null {
  const match = /^(\d{1,3})\s?%$/.exec(text);
  const value = match === null ? (/^[01](?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN) : Number(match[1]) / 100;
  return value >= 0 && value <= 1 ? value : null;
}

function share(fallback: number) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const value = text === undefined ? fallback : parseShare(text);
      if (value !== null) return value;
      context.addIssue({ code: 'custom', message: `« ${text} » is no share (95%)` });
      return z.NEVER;
    });
}
