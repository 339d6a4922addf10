/** Whether a value that came from outside has named fields: an object, and no list. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text that came from outside; empty where it is none. `String()` throws for an object whose `toString` is no function. */
export const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
