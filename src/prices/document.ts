import * as z from 'zod';
import { type Artefact, json, yaml } from '../artefact/artefact.ts';
import { builtInPrices } from './built-in.ts';
import { priceTable } from './price-table.ts';

/** The built-in prices as a file to copy from, and the JSON Schema of such a file for editors. */
export const priceArtefacts = (): readonly Artefact[] => [
  yaml('docs/examples/prices.yaml', { prices: builtInPrices }),
  json('docs/prices.schema.json', z.toJSONSchema(priceTable, { io: 'input' })),
];
