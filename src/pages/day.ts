import type { RequestHandler } from 'express';
import * as z from 'zod';

const dayMilliseconds = 86_400_000;

const askedSchema = z.object({
  board: z.string().regex(/^[\w-]{1,60}$/),
  /** Milliseconds since 1970; neither before them nor beyond what a date can be. */
  at: z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .pipe(z.number().max(8.64e15 - dayMilliseconds)),
});

/**
 * `/go/day?board=UID&at=MILLISECONDS`: the board over the day that begins there, with the same choices. Links of boards
 * can name the moment of a bar; they cannot compute where its day ends. A day that is not over ends now: at a time that is
 * still to come there is no number.
 */
export const goToDay: RequestHandler = ({ originalUrl }, response) => {
  const { searchParams } = new URL(originalUrl, 'http://pages');
  const asked = askedSchema.safeParse(Object.fromEntries(searchParams));
  if (!asked.success) {
    response
      .status(400)
      .type('text')
      .send(`A day is asked for as in /go/day?board=claude-code-cost&at=1795996800000\n`);
    return;
  }
  const { board, at } = asked.data;
  const end = Math.min(at + dayMilliseconds, Math.max(at, Date.now()));
  const there = new URLSearchParams({ from: String(at), to: String(end) });
  for (const [name, value] of searchParams) if (name.startsWith('var-')) there.append(name, value);
  response.redirect(302, `/d/${board}?${there}`);
};
