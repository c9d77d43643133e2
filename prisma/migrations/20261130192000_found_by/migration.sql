-- What the journal says of a document stands on its print, and what it says by and of somebody in their copy: found without reading the whole of it.
-- CreateIndex
CREATE INDEX "audit_line_entity_id_id_idx" ON "audit_line"("entity_id", "id");
-- CreateIndex
CREATE INDEX "audit_line_actor_id_id_idx" ON "audit_line"("actor_id", "id");
-- CreateIndex
CREATE INDEX "missing_protege_user_id_at_idx" ON "missing_protege"("user_id", "at");
