-- CreateIndex
CREATE INDEX "partner_search_text_id_idx" ON "partner"("search_text", "id");

-- CreateIndex
CREATE INDEX "partner_caf_search_text_id_idx" ON "partner"("caf", "search_text", "id");
