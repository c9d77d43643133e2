-- What the journal says of a document stands on its print; what it says of and by somebody, and what they began, in their copy: found without reading the whole of it.
-- CreateIndex
CREATE INDEX "audit_line_entity_id_id_idx" ON "audit_line"("entity_id", "id");
-- CreateIndex
CREATE INDEX "audit_line_actor_id_id_idx" ON "audit_line"("actor_id", "id");
-- CreateIndex
CREATE INDEX "missing_protege_user_id_at_idx" ON "missing_protege"("user_id", "at");
-- CreateIndex
CREATE INDEX "process_created_by_idx" ON "process"("created_by");
