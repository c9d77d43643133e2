-- CreateTable
CREATE TABLE "heartbeat" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "heartbeat_pkey" PRIMARY KEY ("id")
);

-- What an operator looks for is little, and found by itself, however many mails there were.
CREATE INDEX "mail_trouble" ON "mail" ("created_at" DESC, "id" DESC) WHERE "state" IN ('ENVOI_ECHOUE', 'DOUTE');
CREATE INDEX "process_incident" ON "process" ("since" DESC, "id" DESC) WHERE "incident" IS NOT NULL;
