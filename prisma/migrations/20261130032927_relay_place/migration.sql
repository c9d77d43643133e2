-- CreateTable
CREATE TABLE "relay_place" (
    "place" INTEGER NOT NULL,
    "mail_id" TEXT,
    "attempts" INTEGER,
    "given" BOOLEAN NOT NULL DEFAULT false,
    "taken_until" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "relay_place_pkey" PRIMARY KEY ("place")
);
