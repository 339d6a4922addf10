-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Errors, the last 30 days. ClickHouse. Not tested yet.


