-- CreateTable
CREATE TABLE "campaign_check" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "caf" TEXT,
    "name" TEXT NOT NULL,
    "lines" INTEGER NOT NULL,
    "sealed" BYTEA,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "campaign_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_check_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "campaign_check_user_id_created_at_idx" ON "campaign_check"("user_id", "created_at" DESC);

-- CreateIndex
CREATE INDEX "campaign_check_created_at_idx" ON "campaign_check"("created_at");

-- AddForeignKey
ALTER TABLE "campaign_check" ADD CONSTRAINT "campaign_check_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "app_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
