-- Generated from src/ by `npm run generate`. Edit the source, not this file.
-- Tools, the last 30 days. ClickHouse. Not tested yet.


