/** A moment in the time zone of this machine, the same in every language: `2026-12-01 00:00`. @param at milliseconds since 1970 */
export const localTime = (at: number): string => new Date(at).toLocaleString('sv-SE').slice(0, 16);
