import express, { type Router } from 'express';
import * as z from 'zod';
import type { Imports } from './imports.ts';
import { importRows } from './row.ts';

const number = z.coerce.number().int().min(1);
const page = z.strictObject({
  skip: z.coerce.number().int().min(0).default(0),
  most: z.coerce.number().int().min(1).max(50_000).default(50_000),
});

export interface ImportRouterParts {
  readonly imports: Imports;
  /** Microseconds since 1970. */
  readonly now: () => number;
}

/** `/api/import`: history that the command `import` hands over, a portion a request. */
export const importRouter = ({ imports, now }: ImportRouterParts): Router => {
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.json(imports.list());
  });
  // `?reprice=true` gives requests of earlier imports the price that comes with them.
  router.post('/', express.json({ limit: '16mb' }), (request, response) => {
    const rows = importRows.safeParse(request.body);
    if (!rows.success) {
      response.status(400).json({ error: z.prettifyError(rows.error) });
      return;
    }
    try {
      response.json(imports.take(rows.data, request.query['reprice'] === 'true'));
    } catch {
      response.status(503).set('Retry-After', '5').json({ error: 'The store cannot be written.' });
    }
  });
  router.post('/compare', express.json({ limit: '16mb' }), (request, response) => {
    const rows = importRows.safeParse(request.body);
    if (rows.success) response.json(imports.compare(rows.data));
    else response.status(400).json({ error: z.prettifyError(rows.error) });
  });
  router.post('/finish', (_request, response) => {
    response.json(imports.finish(now()));
  });
  router.get('/:number/gains', ({ params, query }, response) => {
    const asked = z.object({ number, page }).safeParse({ number: params.number, page: query });
    if (!asked.success) response.status(400).json({ error: z.prettifyError(asked.error) });
    else response.json(imports.gains(asked.data.number, asked.data.page.skip, asked.data.page.most));
  });
  router.post('/:number/in-blocks', ({ params }, response) => {
    imports.inBlocks(number.parse(params.number));
    response.json(imports.list());
  });
  return router;
};
