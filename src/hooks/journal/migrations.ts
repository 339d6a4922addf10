/**
 * The schema of the journal, one step a version; `PRAGMA user_version` tells how many were taken. Steps are only ever
 * added. Times are milliseconds since 1970.
 */
export const migrations: readonly string[] = [
  `
  -- Hook events, each once.
  CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    session TEXT NOT NULL,
    event TEXT NOT NULL,
    tool TEXT,
    mcp_server TEXT,
    tool_use_id TEXT,
    prompt_id TEXT,
    agent_id TEXT,
    project TEXT,
    facts TEXT NOT NULL,
    content TEXT
  );
  CREATE INDEX events_at ON events (at);
  CREATE INDEX events_session ON events (session, at);

  -- What the guard did other than simply allow: the audit trail.
  CREATE TABLE verdicts (
    event INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    category TEXT NOT NULL,
    pattern TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    code TEXT NOT NULL
  );
  CREATE INDEX verdicts_at ON verdicts (at);
  CREATE INDEX verdicts_code ON verdicts (code);

  -- A counter: what it is worth, and the most that a push has shown of it.
  CREATE TABLE counters (
    id INTEGER PRIMARY KEY,
    metric TEXT NOT NULL,
    labels TEXT NOT NULL,
    value INTEGER NOT NULL DEFAULT 0,
    shown INTEGER,
    UNIQUE (metric, labels)
  );

  -- Permissions asked for, until it is known what came of them.
  CREATE TABLE asked (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    session TEXT NOT NULL,
    agent TEXT NOT NULL,
    call TEXT NOT NULL,
    tool TEXT NOT NULL
  );
  CREATE INDEX asked_session ON asked (session, call);

  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
  `
  -- Calls about which the guard asked, until it is known whether they ran.
  CREATE TABLE asked_calls (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    session TEXT NOT NULL,
    agent TEXT NOT NULL,
    tool_use_id TEXT NOT NULL,
    call TEXT NOT NULL,
    tool TEXT NOT NULL,
    mcp_server TEXT NOT NULL
  );
  CREATE INDEX asked_calls_session ON asked_calls (session, tool_use_id);

  -- The agent an event came from; NULL: Claude Code.
  ALTER TABLE events ADD COLUMN client TEXT;

  -- Times that no clock of ours had: such a row could not be listed, and was never dropped.
  UPDATE events SET at = CAST(strftime('%s', 'now') AS INTEGER) * 1000
    WHERE at > (CAST(strftime('%s', 'now') AS INTEGER) + 86400) * 1000 OR at < 0;
  UPDATE verdicts SET at = (SELECT at FROM events WHERE id = verdicts.event)
    WHERE at > (CAST(strftime('%s', 'now') AS INTEGER) + 86400) * 1000 OR at < 0;
  `,
  `
  -- Where in the source code it happened, fields that the catalogue calls harmless, and names of fields it does not have.
  ALTER TABLE events ADD COLUMN more TEXT;
  `,
  `
  -- When a counter was made, in Unix seconds; 0: before this was noted.
  ALTER TABLE counters ADD COLUMN born INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Limits of plans, as clients report them: the highest used share of a minute (step), and when it was reported last.
  CREATE TABLE plan_reports (
    window TEXT NOT NULL,
    account TEXT NOT NULL,
    resets INTEGER NOT NULL,
    step INTEGER NOT NULL,
    began INTEGER,
    at INTEGER NOT NULL,
    used REAL NOT NULL,
    PRIMARY KEY (window, account, resets, step)
  ) WITHOUT ROWID;
  CREATE INDEX plan_reports_resets ON plan_reports (resets);
  `,
  `
  -- Warnings about budgets and limits: when each was due, and when it was told where. NULL: not yet.
  CREATE TABLE warnings (
    key TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    client INTEGER,
    desktop INTEGER
  ) WITHOUT ROWID;
  `,
];
