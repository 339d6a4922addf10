import type { Door } from '../../service/only-local.ts';

/** What may be asked of a component behind the front. */
export interface Rule {
  readonly path: RegExp;
  readonly methods: readonly string[];
  readonly door: Door;
  /** Changes what is stored: only with the password for it, and never from a page. */
  readonly writes?: true;
}

export type Fronted = 'prometheus' | 'pushgateway';

const read = ['GET', 'HEAD'] as const;
const health: Rule = { path: /^\/-\/(ready|healthy)$/, methods: read, door: 'health' };
/** The lifecycle API, profiles of the running program, and what deletes: nobody needs them here. */
const closed = /^\/(-|debug|api\/v\d+\/(admin|write|otlp))(\/|$)/;
const closedRule: Rule = { path: closed, methods: [], door: 'api' };
const pages: Rule = { path: /^\//, methods: read, door: 'page' };

/**
 * THE table of what passes the front: the first rule whose path fits decides. Queries and reading are open to the
 * person at the machine, as without a front.
 * Sources: https://prometheus.io/docs/prometheus/latest/querying/api/ and https://github.com/prometheus/pushgateway#api
 */
export const rules: Readonly<Record<Fronted, readonly Rule[]>> = {
  prometheus: [
    health,
    closedRule,
    {
      path: /^\/api\/v1\/(query|query_range|query_exemplars|series|labels|format_query|parse_query|read)$/,
      methods: [...read, 'POST'],
      door: 'api',
    },
    { path: /^\/(api|metrics|federate)(\/|$)/, methods: read, door: 'api' },
    pages,
  ],
  pushgateway: [
    health,
    closedRule,
    { path: /^\/metrics\/job(@base64)?\//, methods: ['PUT', 'POST', 'DELETE'], door: 'api', writes: true },
    { path: /^\/(api|metrics)(\/|$)/, methods: read, door: 'api' },
    pages,
  ],
};

/** A path as the component will understand it; undefined: not to be told for sure, so it does not pass. */
const plainPath = (url: string): string | undefined => {
  try {
    const path = decodeURIComponent(url.split('?')[0] ?? '');
    return /^(?!.*(\/\/|\/\.{1,2}(\/|$)|\\))\//.test(path) ? path : undefined;
  } catch {
    return undefined;
  }
};

export const ruleFor = (component: Fronted, url: string): Rule => {
  const path = plainPath(url);
  return rules[component].find((rule) => path !== undefined && rule.path.test(path)) ?? closedRule;
};
