/** Panels that have nothing to show on the demo, with what they then say, and why that is right. */
export const quietPanels: Readonly<Record<string, string>> = {};
