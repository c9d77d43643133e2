-- lists of dossiers leave out the processes that follow one account each, of which there may be a hundred times as many (P4);
-- the condition is that of adapters/queries/processes.ts, word for word
CREATE INDEX "dossier_of_caf" ON "process" ("caf", "created_at" DESC, "id" DESC) WHERE "type" NOT IN ('userOnboarding', 'passwordReset', 'accountClosure');
CREATE INDEX "dossier_of_all" ON "process" ("created_at" DESC, "id" DESC) WHERE "type" NOT IN ('userOnboarding', 'passwordReset', 'accountClosure');
