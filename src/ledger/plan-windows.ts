import * as z from 'zod';

const milliseconds = z.int().positive().max(8.64e15);

/** Windows of plans' limits as the hook-event service hands them over. Any program of this machine could send them. */
export const planWindowRows = z
  .array(
    z.strictObject({
      window: z.enum(['five_hour', 'seven_day', 'spend_limit']),
      account: z.string().min(1).max(100),
      resets: milliseconds,
      began: milliseconds.optional(),
      used: z.number().nonnegative().max(1000),
      reached: milliseconds.optional(),
      reported: milliseconds,
    }),
  )
  .max(1000);
