-- The lines of one tuteur: figures and gates add up what each search shows him
CREATE INDEX "tiersi_line_process_id_siret_mcp_idx" ON "tiersi_line"("process_id", "siret_mcp");
