import { defineTables } from './table.ts';

/** What went wrong, in words of the saved queries. */
export const errors = defineTables({
  'error-patterns': { section: 'errors', title: 'Patterns', query: 'error-patterns', mostRows: 15 },
  'error-trend': { section: 'errors', title: 'By day', query: 'error-trend', mostRows: 31 },
  'error-tools': { section: 'errors', title: 'Tools', query: 'error-tool-reliability', mostRows: 15 },
  'error-retries': {
    section: 'errors',
    title: 'Sessions with many retries',
    query: 'error-repeated',
    mostRows: 10,
  },
  'error-sessions': {
    section: 'errors',
    title: 'Sessions with most errors',
    query: 'error-sessions',
    mostRows: 10,
  },
  'error-categories': { section: 'errors', title: 'Kinds', query: 'error-categories', mostRows: 15 },
});
