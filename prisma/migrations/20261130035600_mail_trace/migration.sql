-- AlterTable
ALTER TABLE "mail" ADD COLUMN     "trace" TEXT;
