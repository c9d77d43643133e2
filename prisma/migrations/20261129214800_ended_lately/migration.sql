-- The sweep looks for what ended lately and for the last act on it (R1): by these, not through the whole tables.
CREATE INDEX "process_ended" ON "process" ("closed_at") WHERE "closed_at" IS NOT NULL;
CREATE INDEX "command_of_process" ON "command" ("process_id", "done_at") WHERE "outcome" IS NOT NULL;
