/**
 * What the component library leaves out for people who do not see the page: the level of a row's heading, and names of
 * buttons that begin with what stands on them. Found by axe-core; test/pages/accessibility.test.ts.
 */
const mend = (root: ParentNode): void => {
  for (const heading of root.querySelectorAll('[role=heading]:not([aria-level])'))
    heading.setAttribute('aria-level', '2');
  for (const button of root.querySelectorAll<HTMLElement>('button[aria-label]')) {
    // biome-ignore lint/performance/useDomNodeTextContent: as it is seen, for a button that keeps its width has a second text, hidden
    const [shown, name] = [button.innerText.trim(), button.getAttribute('aria-label') ?? ''];
    if (shown && !name.toLowerCase().includes(shown.toLowerCase()))
      button.setAttribute('aria-label', `${shown}: ${name}`);
  }
};

/** Mends the page, and whatever is added to it. */
export const startAccessibleNames = (): void => {
  const observer = new MutationObserver((changes) => {
    for (const node of new Set(changes.map(({ target }) => target)))
      if (node instanceof Element) mend(node.parentElement ?? node);
  });
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['aria-label'],
  });
};
