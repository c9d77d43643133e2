-- Lists walk their index in the order of their cursor (P4): newest first, ids as the tie-break in the same direction.
DROP INDEX "process_caf_created_at_id_idx";
CREATE INDEX "process_caf_created_at_id_idx" ON "process"("caf", "created_at" DESC, "id" DESC);
CREATE INDEX "process_created_at_id_idx" ON "process"("created_at" DESC, "id" DESC);
CREATE INDEX "partner_raison_sociale_id_idx" ON "partner"("raison_sociale", "id");
