-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "after_id" TEXT;

-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "administrateur_since" TIMESTAMPTZ(3),
ADD COLUMN     "closes_on" TEXT,
ADD COLUMN     "code_bailleur" TEXT,
ADD COLUMN     "created_by" TEXT,
ADD COLUMN     "numero_instructeur" TEXT,
ADD COLUMN     "personalising_until" TIMESTAMPTZ(3),
ADD COLUMN     "phone" TEXT,
ADD COLUMN     "qualification" TEXT,
ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "send_failed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "suspended_at" TIMESTAMPTZ(3),
ADD COLUMN     "titre" TEXT,
ADD COLUMN     "workplace_social_worker" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "session" ADD COLUMN     "scope" TEXT NOT NULL DEFAULT 'COMPLETE';

-- CreateTable
CREATE TABLE "temporary_secret" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "usage" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "ciphertext" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "consumed_at" TIMESTAMPTZ(3),
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "temporary_secret_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_group" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "convention_id" TEXT NOT NULL,
    "parent_id" TEXT,
    "service" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "profile" TEXT,
    "manager_id" TEXT,
    "role" TEXT,
    "role_since" TIMESTAMPTZ(3),
    "role_detached_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "added_by" TEXT NOT NULL,
    "removed_by" TEXT,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "service_use" (
    "user_id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "reference_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "reminders" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "service_use_pkey" PRIMARY KEY ("user_id","service")
);

-- CreateTable
CREATE TABLE "afas_profile" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "process_id" TEXT,

    CONSTRAINT "afas_profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachment" (
    "id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "attachment_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "temporary_secret_user_id_created_at_idx" ON "temporary_secret"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "user_group_partner_id_code_idx" ON "user_group"("partner_id", "code");

-- CreateIndex
CREATE INDEX "user_group_manager_id_idx" ON "user_group"("manager_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_group_convention_id_code_key" ON "user_group"("convention_id", "code");

-- CreateIndex
CREATE INDEX "membership_user_id_idx" ON "membership"("user_id");

-- CreateIndex
CREATE INDEX "membership_group_id_user_id_idx" ON "membership"("group_id", "user_id");

-- CreateIndex
CREATE INDEX "service_use_partner_id_service_idx" ON "service_use"("partner_id", "service");

-- CreateIndex
CREATE INDEX "afas_profile_partner_id_role_idx" ON "afas_profile"("partner_id", "role");

-- CreateIndex
CREATE INDEX "afas_profile_user_id_idx" ON "afas_profile"("user_id");

-- CreateIndex
CREATE INDEX "attachment_process_id_idx" ON "attachment"("process_id");

-- CreateIndex
CREATE INDEX "app_user_partner_id_last_name_first_name_id_idx" ON "app_user"("partner_id", "last_name", "first_name", "id");

-- CreateIndex
CREATE INDEX "app_user_partner_id_email_idx" ON "app_user"("partner_id", "email");

-- AddForeignKey
ALTER TABLE "temporary_secret" ADD CONSTRAINT "temporary_secret_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_convention_id_fkey" FOREIGN KEY ("convention_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "user_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_manager_id_fkey" FOREIGN KEY ("manager_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "user_group"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Invariants that hold whatever the code does (names are read by adapters/prisma.ts).
-- ACC-11: never two usable temporary passwords of one person
CREATE UNIQUE INDEX "one_usable_secret" ON "temporary_secret" ("user_id") WHERE "consumed_at" IS NULL AND "voided_at" IS NULL;
-- FMT-14: one account that is not closed per e-mail within an organisation
CREATE UNIQUE INDEX "one_account_per_email" ON "app_user" ("partner_id", "email") WHERE "partner_id" IS NOT NULL AND "state" <> 'CLOS';
CREATE UNIQUE INDEX "one_membership" ON "membership" ("group_id", "user_id") WHERE "until" IS NULL;
-- AFAS-5: one approbateur in function
CREATE UNIQUE INDEX "one_approbateur" ON "afas_profile" ("partner_id") WHERE "role" = 'APPROBATEUR' AND "state" = 'ACTIF';

-- ADM-1: at most two administrateurs; checked at the end of the transaction, since a replacement takes one out and puts one in
CREATE FUNCTION "two_administrateurs"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM app_user WHERE partner_id = NEW.partner_id AND administrateur_since IS NOT NULL AND state <> 'CLOS') > 2 THEN
    RAISE EXCEPTION 'a partner has at most two administrateurs (ADM-1)' USING ERRCODE = 'unique_violation', CONSTRAINT = 'two_administrateurs';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER "two_administrateurs" AFTER INSERT OR UPDATE OF "administrateur_since", "state" ON "app_user"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.partner_id IS NOT NULL AND NEW.administrateur_since IS NOT NULL) EXECUTE FUNCTION "two_administrateurs"();

ALTER TABLE "app_user" ADD CONSTRAINT "app_user_state" CHECK ("state" IN
  ('CREE', 'ATTENTE_PREMIERE_CONNEXION', 'MDP_TEMPORAIRE_EXPIRE', 'PERSONNALISATION', 'ACTIF', 'CLOS', 'ENVOI_ECHOUE', 'SUSPENDU'));
ALTER TABLE "user_group" ADD CONSTRAINT "user_group_code" CHECK ("code" ~ '^[A-Z0-9-]{1,20}$');
ALTER TABLE "session" ADD CONSTRAINT "session_scope" CHECK ("scope" IN ('COMPLETE', 'PERSONNALISATION'));

-- ACC-16, GRP-20: closed, never deleted
CREATE TRIGGER "user_kept" BEFORE DELETE ON "app_user" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
CREATE TRIGGER "group_kept" BEFORE DELETE ON "user_group" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();

-- what the yearly sweep walks (TIME-2, REM-7), in the order of its batches
CREATE INDEX "service_use_due" ON "service_use" ("reference_at", "user_id", "service") WHERE "ended_at" IS NULL;
-- search of a person by any part of a name or address
CREATE INDEX "app_user_search" ON "app_user" USING gin ("search_text" gin_trgm_ops) WHERE "partner_id" IS NOT NULL;
