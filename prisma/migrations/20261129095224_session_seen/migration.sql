-- AlterTable
ALTER TABLE "session" ADD COLUMN     "seen_at" TIMESTAMPTZ(3);
