/** One line of the journal (CONV-15): who and when come from the context. */
export interface AuditDraft {
  action: string;
  entity: string;
  entityId: string;
  label: string;
  rule?: string;
  before?: unknown;
  after?: unknown;
}

/** What is told of each of many, by the statement that changes them all. */
export type AuditOfEach = Omit<AuditDraft, 'entityId'> & { rule: string };
