-- CreateTable
CREATE TABLE "second_factor_demand" (
    "caf" TEXT NOT NULL,
    "second_factor_agents" BOOLEAN NOT NULL DEFAULT false,
    "second_factor_administrateurs" BOOLEAN NOT NULL DEFAULT false,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" TEXT NOT NULL,

    CONSTRAINT "second_factor_demand_pkey" PRIMARY KEY ("caf")
);

-- a session that may only turn the second factor on
ALTER TABLE "session" DROP CONSTRAINT "session_scope";
ALTER TABLE "session" ADD CONSTRAINT "session_scope" CHECK ("scope" IN ('COMPLETE', 'PERSONNALISATION', 'DOUBLE_AUTH'));
