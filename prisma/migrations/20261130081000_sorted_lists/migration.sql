-- Lists that are sorted by a name walk an index of it; the condition is that of adapters/store/queries/processes.ts, word for word (P4).
CREATE INDEX "dossier_by_label_of_caf" ON "process" ("caf", "label", "id") WHERE "type" NOT IN ('userOnboarding', 'passwordReset', 'accountClosure');
CREATE INDEX "dossier_by_label" ON "process" ("label", "id") WHERE "type" NOT IN ('userOnboarding', 'passwordReset', 'accountClosure');
-- CreateIndex
CREATE INDEX "mail_created_at_id_idx" ON "mail"("created_at" DESC, "id" DESC);
-- CreateIndex
CREATE INDEX "mail_recipient_id_idx" ON "mail"("recipient", "id");
