/** What panels without data advise. */
export const noHooks = 'Hooks are not installed: start-observability setup';
