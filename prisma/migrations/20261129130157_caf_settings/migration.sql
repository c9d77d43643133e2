-- CreateTable
CREATE TABLE "caf_settings" (
    "caf" TEXT NOT NULL,
    "mailbox" TEXT,
    "cafpro_channel" TEXT,
    "dialogue" TEXT,
    "resource_centre" TEXT,
    "data_protection" TEXT,
    "guides" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "caf_settings_pkey" PRIMARY KEY ("caf")
);
