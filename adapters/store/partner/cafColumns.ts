/** It is the partner's managing Caf, or who reads on: it goes with the partner (givePartner.ts). */
const FOLLOWS = { follows: true } as const;
const stays = (because: string) => ({ follows: false, because }) as const;

/**
 * Every column that names a Caf, and whether it goes with a partner that gets another managing Caf (DEL-8, DEL-11). The schema holds no other: a test
 * compares, so that a new table says what becomes of it.
 */
export const CAF_COLUMNS = {
  'partner.caf': FOLLOWS,
  'partner.reader_cafs': FOLLOWS,
  'process.caf': FOLLOWS,
  'process.reader_caf': FOLLOWS,
  'task.caf': FOLLOWS,
  'access_request.caf': FOLLOWS,
  'mail.caf': FOLLOWS,
  'opened_service.caf': FOLLOWS,
  'tuteur_check.caf': FOLLOWS,
  'missing_protege.caf': FOLLOWS,
  'document.caf': stays('the Caf that signed it, in print'),
  'tuteur_trace.caf': stays('a trace is only appended to (TUT-13)'),
  'audit_line.caf': stays('the journal is only appended to (S6)'),
  'esat_line.caf': stays('the worker’s own Caf, whoever manages the establishment'),
  'campaign.caf': stays('the Caf whose file it is'),
  'campaign_check.caf': stays('the Caf whose file it is'),
  'campaign_row.caf': stays('a line of that file, as it was read'),
  'app_user.caf': stays('whom an agent works for; a partner’s people have none'),
  'caf_settings.caf': stays('of the Caf itself'),
  'signature_delegation.caf': stays('of the Caf itself'),
  'second_factor_demand.caf': stays('of the Caf itself'),
  'convention_counter.caf': stays('numbers that the Caf gave'),
} as const satisfies Record<string, { follows: boolean; because?: string }>;
