import express, { type Router } from 'express';
import * as z from 'zod';
import { createMarks, newMark } from './marks.ts';
import type { LedgerStore } from './store.ts';

const mostListed = 1000;

/** `/api/marks`: set, list and remove what boards show as annotations. */
export const marksRouter = (store: LedgerStore, now: () => number): Router => {
  const marks = createMarks(store);
  const router = express.Router();
  router.get('/', (_request, response) => {
    response.json({ marks: marks.list(mostListed) });
  });
  router.post('/', express.json({ limit: '10kb' }), (request, response) => {
    const mark = newMark.safeParse(request.body);
    if (mark.success) response.json(marks.add(mark.data.text, mark.data.time ?? now()));
    else response.status(400).json({ error: z.prettifyError(mark.error) });
  });
  router.delete('/:id', (request, response) => {
    const isGone = marks.remove(Number(request.params.id));
    response.status(isGone ? 200 : 404).json(isGone ? {} : { error: 'There is no mark of that number.' });
  });
  return router;
};
