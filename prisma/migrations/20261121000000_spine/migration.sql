-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "partner" (
    "id" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "siret" TEXT NOT NULL,
    "siren" TEXT NOT NULL,
    "raison_sociale" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "departments" TEXT[],
    "type_organisme" TEXT,
    "known_in_mcp" BOOLEAN NOT NULL DEFAULT false,
    "known_in_habtiers" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "process" (
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "business_key" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "reader_caf" TEXT,
    "partner_id" TEXT,
    "campaign_id" TEXT,
    "label" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "waiting_on" TEXT,
    "waiting_for" JSONB,
    "next_action_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "incident" TEXT,
    "flags" TEXT[],
    "facts" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "link_ref" TEXT NOT NULL,
    "link_version" INTEGER NOT NULL DEFAULT 1,
    "link_email" TEXT,
    "start_key" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "workflow_started_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "service" TEXT,
    "partner_id" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "siret" TEXT NOT NULL,
    "number" TEXT,
    "origin" TEXT NOT NULL DEFAULT 'PASSERELLE',
    "state" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "content" JSONB NOT NULL,
    "process_id" TEXT,
    "convention_id" TEXT,
    "contrat_id" TEXT,
    "replaces_id" TEXT,
    "reason" TEXT,
    "partner_since" TIMESTAMPTZ(3),
    "reminders_sent" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "completed_at" TIMESTAMPTZ(3),
    "signed_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signature" (
    "id" TEXT NOT NULL,
    "document_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "party" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "function" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "ip" TEXT,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "signature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_version" (
    "document_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "siret" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "document_version_pkey" PRIMARY KEY ("document_id","version")
);

-- CreateTable
CREATE TABLE "opened_service" (
    "id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "bulletin_id" TEXT NOT NULL,
    "process_id" TEXT,
    "state" TEXT NOT NULL,
    "opens_on" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "opened_service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "task" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "caf" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "assignee_id" TEXT,
    "reason" TEXT NOT NULL,
    "due" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "outcome" TEXT,
    "fields" JSONB,
    "completed_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_request" (
    "id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "siret" TEXT NOT NULL,
    "form" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "decision" JSONB,
    "exchanges" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "caf" TEXT,
    "state" TEXT NOT NULL,
    "deadline" TEXT NOT NULL,
    "opens_on" TEXT NOT NULL,
    "delegation_mode" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "report" JSONB,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "campaign_row" (
    "campaign_id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "siret" TEXT NOT NULL,
    "caf" TEXT,
    "verdict" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "use_case" INTEGER,
    "data" JSONB NOT NULL,
    "process_id" TEXT,
    "resolution" TEXT,
    "queue" TEXT,

    CONSTRAINT "campaign_row_pkey" PRIMARY KEY ("campaign_id","row")
);

-- CreateTable
CREATE TABLE "mail" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "process_id" TEXT,
    "caf" TEXT,
    "template" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "recipient_name" TEXT,
    "params" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3) NOT NULL,
    "lease_until" TIMESTAMPTZ(3),
    "data_started_at" TIMESTAMPTZ(3),
    "doubt" BOOLEAN NOT NULL DEFAULT false,
    "last_error" TEXT,
    "taken_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "command" (
    "id" TEXT NOT NULL,
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "act" JSONB NOT NULL,
    "actor" JSONB NOT NULL,
    "not_after" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" JSONB,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotent_answer" (
    "actor_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body_hash" TEXT NOT NULL,
    "status" INTEGER,
    "body" JSONB,
    "headers" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotent_answer_pkey" PRIMARY KEY ("actor_id","key")
);

-- CreateTable
CREATE TABLE "audit_line" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_id" TEXT NOT NULL,
    "actor_role" TEXT NOT NULL,
    "ip" TEXT,
    "action" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "process_id" TEXT,
    "caf" TEXT,
    "rule" TEXT,
    "label" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "audit_line_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "convention_counter" (
    "caf" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "convention_counter_pkey" PRIMARY KEY ("caf","year")
);

-- CreateTable
CREATE TABLE "app_user" (
    "id" TEXT NOT NULL,
    "login" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "roles" TEXT[],
    "caf" TEXT,
    "partner_id" TEXT,
    "password_hash" TEXT,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_login_at" TIMESTAMPTZ(3),

    CONSTRAINT "app_user_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "ip" TEXT,
    "user_agent" TEXT,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_code" (
    "id" TEXT NOT NULL,
    "link_ref" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "nonce" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_code_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "partner_caf_raison_sociale_id_idx" ON "partner"("caf", "raison_sociale", "id");

-- CreateIndex
CREATE INDEX "partner_siren_idx" ON "partner"("siren");

-- CreateIndex
CREATE UNIQUE INDEX "partner_siret_caf_key" ON "partner"("siret", "caf");

-- CreateIndex
CREATE UNIQUE INDEX "process_link_ref_key" ON "process"("link_ref");

-- CreateIndex
CREATE UNIQUE INDEX "process_start_key_key" ON "process"("start_key");

-- CreateIndex
CREATE INDEX "process_caf_created_at_id_idx" ON "process"("caf", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "process_type_state_created_at_idx" ON "process"("type", "state", "created_at" DESC);

-- CreateIndex
CREATE INDEX "process_campaign_id_state_idx" ON "process"("campaign_id", "state");

-- CreateIndex
CREATE INDEX "process_business_key_idx" ON "process"("business_key");

-- CreateIndex
CREATE INDEX "process_partner_id_idx" ON "process"("partner_id");

-- CreateIndex
CREATE INDEX "document_partner_id_created_at_idx" ON "document"("partner_id", "created_at");

-- CreateIndex
CREATE INDEX "document_process_id_idx" ON "document"("process_id");

-- CreateIndex
CREATE INDEX "document_siret_caf_idx" ON "document"("siret", "caf");

-- CreateIndex
CREATE INDEX "signature_document_id_idx" ON "signature"("document_id");

-- CreateIndex
CREATE UNIQUE INDEX "opened_service_bulletin_id_key" ON "opened_service"("bulletin_id");

-- CreateIndex
CREATE INDEX "opened_service_partner_id_idx" ON "opened_service"("partner_id");

-- CreateIndex
CREATE INDEX "task_caf_state_due_id_idx" ON "task"("caf", "state", "due", "id");

-- CreateIndex
CREATE INDEX "task_process_id_idx" ON "task"("process_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_request_process_id_key" ON "access_request"("process_id");

-- CreateIndex
CREATE UNIQUE INDEX "access_request_reference_key" ON "access_request"("reference");

-- CreateIndex
CREATE INDEX "access_request_caf_state_created_at_id_idx" ON "access_request"("caf", "state", "created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "campaign_created_at_id_idx" ON "campaign"("created_at" DESC, "id");

-- CreateIndex
CREATE INDEX "campaign_row_campaign_id_queue_idx" ON "campaign_row"("campaign_id", "queue");

-- CreateIndex
CREATE INDEX "campaign_row_campaign_id_verdict_row_idx" ON "campaign_row"("campaign_id", "verdict", "row");

-- CreateIndex
CREATE UNIQUE INDEX "mail_key_key" ON "mail"("key");

-- CreateIndex
CREATE INDEX "mail_process_id_created_at_idx" ON "mail"("process_id", "created_at");

-- CreateIndex
CREATE INDEX "mail_caf_created_at_id_idx" ON "mail"("caf", "created_at" DESC, "id");

-- CreateIndex
CREATE UNIQUE INDEX "command_actor_id_key_key" ON "command"("actor_id", "key");

-- CreateIndex
CREATE INDEX "audit_line_process_id_id_idx" ON "audit_line"("process_id", "id");

-- CreateIndex
CREATE INDEX "audit_line_caf_id_idx" ON "audit_line"("caf", "id");

-- CreateIndex
CREATE UNIQUE INDEX "app_user_login_key" ON "app_user"("login");

-- CreateIndex
CREATE INDEX "app_user_caf_idx" ON "app_user"("caf");

-- CreateIndex
CREATE INDEX "session_user_id_idx" ON "session"("user_id");

-- CreateIndex
CREATE INDEX "link_code_link_ref_version_created_at_idx" ON "link_code"("link_ref", "version", "created_at" DESC);

-- AddForeignKey
ALTER TABLE "process" ADD CONSTRAINT "process_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "process" ADD CONSTRAINT "process_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document" ADD CONSTRAINT "document_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "signature" ADD CONSTRAINT "signature_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opened_service" ADD CONSTRAINT "opened_service_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opened_service" ADD CONSTRAINT "opened_service_bulletin_id_fkey" FOREIGN KEY ("bulletin_id") REFERENCES "document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opened_service" ADD CONSTRAINT "opened_service_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "campaign_row" ADD CONSTRAINT "campaign_row_campaign_id_fkey" FOREIGN KEY ("campaign_id") REFERENCES "campaign"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "app_user" ADD CONSTRAINT "app_user_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

