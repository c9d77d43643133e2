-- REM-7: the nth limit finds those with n reminders behind it, so that whoever was told of everything is never walked again
DROP INDEX "service_use_due";
CREATE INDEX "service_use_due" ON "service_use" ("reminders", "reference_at") WHERE "ended_at" IS NULL;
-- a partner's people by how long they have not used a service (OBL-14)
CREATE INDEX "service_use_of_partner" ON "service_use" ("partner_id", "reference_at", "user_id", "service") WHERE "ended_at" IS NULL;

-- when a sweep last reminded about something that has no process of its own (REM-9, REM-13)
CREATE TABLE "reminder_mark" (
    "rule" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_mark_pkey" PRIMARY KEY ("rule","subject")
);
