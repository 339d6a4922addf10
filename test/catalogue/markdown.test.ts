import { expect, test } from 'vitest';
import { eventMetrics } from '../../src/catalogue/activity-metrics.ts';
import { attributes } from '../../src/catalogue/attributes.ts';
import { events } from '../../src/catalogue/events.ts';
import { hookEventNames } from '../../src/catalogue/hook-events.ts';
import { hookMetrics } from '../../src/catalogue/hook-metrics.ts';
import { metricsMarkdown } from '../../src/catalogue/markdown.ts';
import { spans } from '../../src/catalogue/spans.ts';
import { metrics } from '../../src/catalogue/telemetry.ts';

const page = metricsMarkdown();

test('the page has a row for everything in the catalogue', () => {
  const wanted = [
    ...[...metrics, ...eventMetrics, ...hookMetrics].map(({ series }) => series),
    ...Object.keys(events).map((name) => `claude_code.${name}`),
    ...Object.keys(spans),
    ...hookEventNames,
    ...Object.keys(attributes),
  ];
  expect(wanted.filter((name) => !page.includes(`\n| \`${name}\` |`))).toEqual([]);
});

test('every table has as many cells in each row as in its head', () => {
  const cells = (line: string) => line.replaceAll('\\|', '').split('|').length;
  const crooked = page
    .split('\n\n')
    .filter((block) => block.startsWith('| '))
    .flatMap((block) => {
      const [head = '', ...rows] = block.split('\n');
      return rows.filter((row) => cells(row) !== cells(head));
    });
  expect(crooked).toEqual([]);
});

test('the page is the same every time', () => {
  expect(metricsMarkdown()).toBe(page);
});
