-- CreateTable
CREATE TABLE "provider_record" (
    "model" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "grant_mark" TEXT,
    "name_mark" TEXT,
    "sealed" BYTEA NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "consumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_record_pkey" PRIMARY KEY ("model","id")
);

-- CreateTable
CREATE TABLE "provider_key" (
    "id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "provider_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "entrance" (
    "id" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "grant_mark" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "next_attempt_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "entrance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "provider_record_grant_mark_idx" ON "provider_record"("grant_mark");

-- CreateIndex
CREATE INDEX "provider_record_model_name_mark_idx" ON "provider_record"("model", "name_mark");

-- CreateIndex
CREATE INDEX "provider_record_expires_at_idx" ON "provider_record"("expires_at");

-- CreateIndex
CREATE INDEX "entrance_user_id_idx" ON "entrance"("user_id");

-- CreateIndex
CREATE INDEX "entrance_session_id_idx" ON "entrance"("session_id");

-- CreateIndex
CREATE INDEX "entrance_ended_at_idx" ON "entrance"("ended_at");

-- CreateIndex
CREATE INDEX "entrance_next_attempt_at_idx" ON "entrance"("next_attempt_at");
