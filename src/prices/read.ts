import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import type { Home } from '../config/home.ts';
import { exitCode, Failure } from '../failure.ts';
import { builtInPrices } from './built-in.ts';
import { type Price, priceTable } from './price-table.ts';

/** Where prices of one's own are kept. */
export const pricesFile = ({ root }: Home): string => path.join(root, 'prices.yaml');

const document = (file: string): unknown => {
  try {
    return parse(readFileSync(file, 'utf8'), { maxAliasCount: 100 });
  } catch (cause) {
    throw new Failure('The prices cannot be read.', { where: `${file}: ${(cause as Error).message}`, cause });
  }
};

/**
 * The prices of a file, and after them the built-in ones: an entry of the file comes before every built-in one.
 * @throws Failure when the file is not a table of prices
 */
export const readPrices = (file: string): readonly Price[] => {
  const table = priceTable.safeParse(document(file));
  if (table.success) return [...table.data.prices, ...builtInPrices];
  throw new Failure('The prices are not as they must be.', {
    where: `${file}\n${z.prettifyError(table.error)}`,
    fix: 'docs/import.md shows the form; docs/examples/prices.yaml has all built-in prices',
    exitCode: exitCode.usage,
  });
};

/** The prices that count in a home: those of `prices.yaml` there, where it is, before the built-in ones. */
export const pricesOf = (home: Home): readonly Price[] =>
  existsSync(pricesFile(home)) ? readPrices(pricesFile(home)) : builtInPrices;
