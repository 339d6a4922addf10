import { expect, test } from 'vitest';
import { createJournal } from '../../src/hooks/journal/journal.ts';
import { openStore } from '../../src/hooks/journal/journal-store.ts';
import { createShownState } from '../../src/hooks/push/shown-state.ts';
import { createScrape } from '../../src/hooks/push/state-push.ts';
import { temporary } from './open.ts';

test('what is scraped has the job and the instance of what is pushed, so that series go on where they were', async () => {
  const journal = createJournal(openStore(temporary()), { limit: 100, now: 0 });
  const shown = createShownState(journal, { scrapeMilliseconds: 1000 });
  const state = { lastAccepted: 0, error: '', failures: 0 };
  const text = await createScrape(journal, shown, { instance: 'one', state })();
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(samples.length).toBeGreaterThan(1);
  for (const sample of samples) expect(sample).toMatch(/\{.*job="claude-code-hooks",instance="one"\} /);
});
