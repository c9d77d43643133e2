-- Until when the holder of a session has proved who they are once more (TUT-13)
ALTER TABLE "session" ADD COLUMN "proven_until" TIMESTAMPTZ(3);

-- Whom a missing protégé is compared with
CREATE INDEX "tiersi_line_siret_mcp_idx" ON "tiersi_line"("siret_mcp");
