-- A guess is a try; an attempt is one sending of a mail and nothing else. Made anew rather than renamed: the names of their constraints
-- differ between editions of PostgreSQL, and what is lost are the tries of the last hours.
DROP TABLE "attempt";

CREATE TABLE "tries" (
    "key" TEXT NOT NULL,
    "tries" INTEGER NOT NULL,
    "blocked_until" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tries_pkey" PRIMARY KEY ("key")
);

ALTER TABLE "link_code" DROP COLUMN "attempts", ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0;
