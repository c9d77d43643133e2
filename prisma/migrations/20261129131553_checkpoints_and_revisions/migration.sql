-- AlterTable
ALTER TABLE "document_version" DROP CONSTRAINT "document_version_pkey",
ADD COLUMN     "revision" INTEGER NOT NULL DEFAULT 1,
ADD CONSTRAINT "document_version_pkey" PRIMARY KEY ("document_id", "version", "revision");

-- CreateTable
CREATE TABLE "audit_checkpoint" (
    "position" BIGINT NOT NULL,
    "chain" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "lines" BIGINT NOT NULL,
    "visa" TEXT NOT NULL,
    "removed_by" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "signature" TEXT NOT NULL,

    CONSTRAINT "audit_checkpoint_pkey" PRIMARY KEY ("position")
);

-- A version that was signed gets no revision either (S6): the newest of a version is the one that counts
CREATE FUNCTION signed_version_is_the_last() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM signature s WHERE s.document_id = NEW.document_id AND s.version = NEW.version
      -- the act that signs writes the version that it signs
      AND s.xmin <> pg_current_xact_id()::xid) THEN
    RAISE EXCEPTION 'a version that was signed is never changed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER signed_version_is_the_last BEFORE INSERT ON "document_version" FOR EACH ROW EXECUTE FUNCTION signed_version_is_the_last();
