-- AlterTable
ALTER TABLE "audit_line" ADD COLUMN     "recorded_at" TIMESTAMPTZ(3),
ADD COLUMN     "txid" BIGINT;

-- CreateTable
CREATE TABLE "audit_chain" (
    "position" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    "chain" TEXT NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("position")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "position" BIGINT NOT NULL,
    "chain" TEXT NOT NULL,
    "below_txid" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("position")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_chain_line_id_key" ON "audit_chain"("line_id");

-- CreateIndex
CREATE INDEX "audit_line_txid_id_idx" ON "audit_line"("txid", "id");

-- Lines of before are the first of the chain; when they were recorded is not known
UPDATE "audit_line" SET "txid" = 0;

CREATE FUNCTION audit_line_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.recorded_at := clock_timestamp();
  NEW.txid := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_line_recorded BEFORE INSERT ON "audit_line" FOR EACH ROW EXECUTE FUNCTION audit_line_recorded();

-- What was signed stays as it was signed, and a signature is void once and for all (S6): only drafts are rewritten
CREATE FUNCTION signed_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM signature s WHERE s.document_id = OLD.document_id AND s.version = OLD.version
      -- the act that signs writes the version that it signs
      AND s.xmin <> pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a version that was signed is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER signed_version_stays BEFORE UPDATE ON "document_version" FOR EACH ROW EXECUTE FUNCTION signed_version_stays();

CREATE FUNCTION signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at THEN
    RAISE EXCEPTION 'a void signature stays void' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER signature_stays BEFORE UPDATE ON "signature" FOR EACH ROW EXECUTE FUNCTION signature_stays();
