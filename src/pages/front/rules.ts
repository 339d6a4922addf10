import type { GuardedComponent } from '../../service/behind.ts';
import type { Door } from '../../service/only-local.ts';

/** What may be asked of a component behind the front. */
export interface Rule {
  readonly path: RegExp;
  readonly methods: readonly string[];
  readonly door: Door;
  /** Methods that change what is stored: only with the password for it, and never from a page. */
  readonly writes?: readonly string[];
}

export type Fronted = GuardedComponent;

const read = ['GET', 'HEAD'] as const;
const health: Rule = { path: /^\/-\/(ready|healthy)$/, methods: read, door: 'health' };
/** The lifecycle API, profiles of the running program, and what deletes: not needed here. */
const closed = /^\/(-|debug|api\/v\d+\/(admin|write|otlp))(\/|$)/;
const closedRule: Rule = { path: closed, methods: [], door: 'api' };
const pushing = ['PUT', 'POST', 'DELETE'] as const;
const pages: Rule = { path: /^\//, methods: read, door: 'page' };

/**
 * THE table of what passes the front: the first rule whose path fits decides. Queries and reading are open to the
 * person at the machine, as without a front.
 * Sources: https://prometheus.io/docs/prometheus/latest/querying/api/, https://github.com/prometheus/pushgateway#api and
 * https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml
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
    { path: /^\/metrics\/job(@base64)?\//, methods: pushing, door: 'api', writes: pushing },
    { path: /^\/(api|metrics)(\/|$)/, methods: read, door: 'api' },
    pages,
  ],
  alertmanager: [
    health,
    closedRule,
    // Only Prometheus, and `alerts test`, say that something fires.
    { path: /^\/api\/v2\/alerts$/, methods: [...read, 'POST'], door: 'api', writes: ['POST'] },
    // Its own page makes silences and takes them back.
    { path: /^\/api\/v2\/silences$/, methods: [...read, 'POST'], door: 'api' },
    { path: /^\/api\/v2\/silence\/[\w-]+$/, methods: [...read, 'DELETE'], door: 'api' },
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
