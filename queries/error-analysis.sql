-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Errors, the last 30 days. SQLite 3.44 or later: the ledger, or `sqlite3 -readonly ledger.db`.


