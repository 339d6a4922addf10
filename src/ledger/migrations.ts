/**
 * The schema of the store, one step a version; `PRAGMA user_version` tells how many were taken. Steps are only ever
 * added. Times are microseconds since 1970, amounts are integers of the metric's scale.
 */
export const migrations: readonly string[] = [
  `
  -- A counter of /metrics: what it is worth, and what the last scrape by Prometheus was shown.
  CREATE TABLE counters (
    id INTEGER PRIMARY KEY,
    metric TEXT NOT NULL,
    labels TEXT NOT NULL,
    value INTEGER NOT NULL DEFAULT 0,
    shown INTEGER NOT NULL DEFAULT 0,
    UNIQUE (metric, labels)
  );

  -- A stream of data points of one client, with everything that tells it from others.
  CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    counter INTEGER NOT NULL,
    used_day INTEGER NOT NULL
  );
  CREATE INDEX series_used ON series (used_day);

  -- What was folded: each delta point once; of cumulative points (time 0) the highest value of each start.
  CREATE TABLE folded (
    series INTEGER NOT NULL,
    start INTEGER NOT NULL,
    time INTEGER NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (series, start, time)
  ) WITHOUT ROWID;

  -- Log records, for questions in SQL.
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    time INTEGER NOT NULL,
    received INTEGER NOT NULL,
    name TEXT NOT NULL,
    session TEXT NOT NULL,
    attributes TEXT NOT NULL
  );
  CREATE INDEX events_time ON events (time);
  CREATE INDEX events_received ON events (received);
  CREATE INDEX events_session ON events (session, time);
  CREATE INDEX events_name ON events (name, time);

  -- One row a session.id: when it was seen, and its money by metrics and by events, in nano-dollars.
  CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    open INTEGER NOT NULL DEFAULT 1,
    opened INTEGER NOT NULL,
    cost_metrics INTEGER NOT NULL DEFAULT 0,
    cost_events INTEGER NOT NULL DEFAULT 0,
    events INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX sessions_last ON sessions (last);

  -- Which installations were active on which day (days since 1970, UTC).
  CREATE TABLE user_days (day INTEGER NOT NULL, user TEXT NOT NULL, PRIMARY KEY (day, user)) WITHOUT ROWID;

  -- Totals of a local calendar day, for status lines.
  CREATE TABLE days (
    day TEXT PRIMARY KEY,
    cost INTEGER NOT NULL DEFAULT 0,
    tokens INTEGER NOT NULL DEFAULT 0,
    sessions INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;

  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  -- Label sets were lists of pairs.
  UPDATE counters SET labels = (
    SELECT json_group_object(pair.value ->> 0, pair.value ->> 1) FROM json_each(counters.labels) AS pair
  );
  DROP TABLE facts;
  `,
  `
  -- Events move into typed tables; the names of these are the views' now.
  ALTER TABLE events RENAME TO events_before_tables;
  ALTER TABLE sessions RENAME TO open_sessions;
  ALTER TABLE days RENAME TO spent_days;
  `,
  `
  -- What counters gained, by quarter of an hour, with the day, hour and week of the configured zone. The totals of days
  -- that were kept before have no hour: they lie at noon.
  CREATE TABLE local_hours (
    quarter INTEGER NOT NULL,
    metric TEXT NOT NULL,
    labels TEXT NOT NULL,
    day TEXT NOT NULL,
    hour INTEGER NOT NULL,
    week TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (quarter, metric, labels)
  ) WITHOUT ROWID;
  CREATE INDEX local_hours_day ON local_hours (day);
  CREATE TABLE zone (name TEXT NOT NULL);
  INSERT INTO local_hours
    SELECT unixepoch(day, '+12 hours') / 900, metric, '{}', day, 12, '', amount FROM (
      SELECT day, 'claude_code_cost_usage_USD_total' AS metric, cost AS amount FROM spent_days
      UNION ALL SELECT day, 'claude_code_token_usage_tokens_total', tokens FROM spent_days
      UNION ALL SELECT day, 'claude_code_session_count_total', sessions FROM spent_days
    ) WHERE amount > 0;
  DROP TABLE spent_days;

  -- When the last data of a client was stored, by signal, in microseconds.
  CREATE TABLE last_data (signal TEXT PRIMARY KEY, time INTEGER NOT NULL) WITHOUT ROWID;
  INSERT INTO last_data
    SELECT 'metrics', last FROM (SELECT max(last) AS last FROM open_sessions) WHERE last IS NOT NULL
    UNION ALL
    SELECT 'logs', last FROM (SELECT max(last) AS last FROM open_sessions WHERE events > 0) WHERE last IS NOT NULL;
  `,
  `
  -- Series are known by an identity made before redaction. This is how earlier versions called those that went on: what
  -- the collector's queue still holds has the old key.
  CREATE TABLE adopted (key TEXT PRIMARY KEY, series INTEGER NOT NULL) WITHOUT ROWID;
  `,
  `
  -- When a counter was made, in Unix seconds; 0: before this was noted.
  ALTER TABLE counters ADD COLUMN born INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- What counters gained, by quarter of an hour alone: the calendar of the configured zone says which day that is.
  DROP INDEX local_hours_day;
  ALTER TABLE local_hours DROP COLUMN day;
  ALTER TABLE local_hours DROP COLUMN hour;
  ALTER TABLE local_hours DROP COLUMN week;
  ALTER TABLE local_hours RENAME TO spent_quarters;
  DROP TABLE zone;
  `,
  `
  -- History that was imported from transcripts. What was taken is remembered for ever; its rows are in the typed tables.
  CREATE TABLE imported (identity BLOB PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun INTEGER NOT NULL,
    finished INTEGER,
    in_blocks INTEGER NOT NULL DEFAULT 0
  );
  -- Counters of an import, and what they gained in which minute until that is in the blocks of Prometheus.
  CREATE TABLE imported_series (
    id INTEGER PRIMARY KEY,
    import INTEGER NOT NULL,
    metric TEXT NOT NULL,
    labels TEXT NOT NULL,
    value INTEGER NOT NULL DEFAULT 0,
    UNIQUE (import, metric, labels)
  );
  CREATE TABLE imported_gains (
    series INTEGER NOT NULL,
    time INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (series, time)
  ) WITHOUT ROWID;
  `,
  `
  -- Moments that a person wants to see on the boards.
  CREATE TABLE marks (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, text TEXT NOT NULL);
  `,
  `
  -- What people and programs were allowed, refused and changed, for an auditor; entries are chained by a digest. received:
  -- milliseconds since 1970.
  CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity TEXT NOT NULL UNIQUE,
    time INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT (unixepoch() * 1000),
    kind TEXT NOT NULL,
    session TEXT NOT NULL,
    detail TEXT NOT NULL,
    chain TEXT NOT NULL
  );
  CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  CREATE TRIGGER audit_is_dropped_from_its_beginning BEFORE DELETE ON audit
  WHEN OLD.id > (SELECT min(id) FROM audit)
  BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  `,
  `
  -- Sessions of which no metrics came: how far their requests were counted (the newest number in event_list, and the time
  -- of the newest), and what metrics that come after all are set against.
  CREATE TABLE unmetered_sessions (
    session TEXT PRIMARY KEY,
    event INTEGER NOT NULL,
    until INTEGER NOT NULL,
    is_metered INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE unmetered_amounts (
    session TEXT NOT NULL,
    metric TEXT NOT NULL,
    type TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (session, metric, type)
  ) WITHOUT ROWID;
  `,
  `
  -- Transcripts of sessions, where they are collected. time: microseconds since 1970.
  CREATE TABLE transcripts (
    session_id TEXT NOT NULL,
    text_id TEXT NOT NULL,
    time INTEGER NOT NULL,
    kind TEXT NOT NULL,
    tool TEXT,
    is_sidechain INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    text TEXT,
    PRIMARY KEY (session_id, text_id)
  );
  CREATE INDEX transcripts_time ON transcripts (time);
  `,
  `
  -- Sessions whose transcripts were forgotten, by a hash of their ids: what was said until then (microseconds) stays away.
  CREATE TABLE forgotten_transcripts (session_hash TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
  `,
  `
  -- A session may go on with metrics switched off. metered: the time of its newest data point; cost_counted: its money that
  -- was counted from events (nano-dollars), less what metrics told after all; since: the oldest request that is set against.
  ALTER TABLE open_sessions ADD COLUMN metered INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE open_sessions ADD COLUMN cost_counted INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE unmetered_sessions ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
  UPDATE open_sessions SET cost_counted = amount FROM unmetered_amounts
    WHERE session = id AND metric = 'claude_code.cost.usage';
  `,
  `
  -- How an earlier version calls a series that has an identity: its collector may have points of it in its queue, before
  -- an upgrade as after a downgrade.
  ALTER TABLE series ADD COLUMN old_key TEXT;
  UPDATE series SET old_key = adopted.key FROM adopted WHERE adopted.series = series.id;
  DROP TABLE adopted;
  CREATE INDEX series_old_key ON series (old_key) WHERE old_key IS NOT NULL;
  `,
];
