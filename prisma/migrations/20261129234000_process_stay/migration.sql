-- CreateTable
CREATE TABLE "process_stay" (
    "id" BIGSERIAL NOT NULL,
    "process_id" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "process_stay_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure" (
    "name" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "period" INTEGER NOT NULL DEFAULT 0,
    "a" TEXT NOT NULL,
    "b" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "median_ms" DOUBLE PRECISION,
    "p90_ms" DOUBLE PRECISION,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "figure_pkey" PRIMARY KEY ("name","scope","period","a","b")
);

-- CreateIndex
CREATE INDEX "process_stay_process_id_id_idx" ON "process_stay"("process_id", "id");

-- AddForeignKey
ALTER TABLE "process_stay" ADD CONSTRAINT "process_stay_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Those that were left lately are what times are measured by; one stay of a process is open.
CREATE INDEX "process_stay_left" ON "process_stay" ("left_at") WHERE "left_at" IS NOT NULL;
CREATE UNIQUE INDEX "one_open_stay" ON "process_stay" ("process_id") WHERE "left_at" IS NULL;
-- « Mes tâches faites », week by week.
CREATE INDEX "task_done_by" ON "task" ("completed_by", "completed_at") WHERE "completed_at" IS NOT NULL;

-- Which phase a process entered and when, kept by the transaction that moves it, whatever moves it. What has no phases has its states.
CREATE FUNCTION keep_stay() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  moment timestamptz := CASE
    WHEN TG_OP = 'INSERT' THEN NEW.since
    WHEN NEW.closed_at IS NOT NULL THEN NEW.closed_at
    WHEN NEW.state IS DISTINCT FROM OLD.state THEN NEW.since
    ELSE now() END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    UPDATE process_stay SET left_at = greatest(entered_at, moment) WHERE process_id = NEW.id AND left_at IS NULL;
  END IF;
  IF NEW.closed_at IS NULL THEN
    INSERT INTO process_stay (process_id, step, entered_at) VALUES (NEW.id, coalesce(NEW.facts ->> 'phase', NEW.state), moment);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER process_stands AFTER INSERT ON process FOR EACH ROW EXECUTE FUNCTION keep_stay();
CREATE TRIGGER process_moved AFTER UPDATE ON process FOR EACH ROW
  WHEN (OLD.closed_at IS NULL AND (coalesce(OLD.facts ->> 'phase', OLD.state), OLD.closed_at) IS DISTINCT FROM
    (coalesce(NEW.facts ->> 'phase', NEW.state), NEW.closed_at)) EXECUTE FUNCTION keep_stay();

-- What runs today stands where it stands since its last change; where it was before, nobody kept.
INSERT INTO process_stay (process_id, step, entered_at)
  SELECT id, coalesce(facts ->> 'phase', state), since FROM process WHERE closed_at IS NULL;
