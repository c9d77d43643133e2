-- AlterTable
ALTER TABLE "document" ADD COLUMN     "motif" TEXT;
