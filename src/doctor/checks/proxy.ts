import { defineCheck, failed } from '../check.ts';
import { sourceText } from '../effective.ts';
import type { Surroundings } from '../surroundings.ts';
import { exportedSignals, type Target, targetOf, variable } from '../target.ts';

/** Variables that send a request through a proxy, by the scheme of its address. */
const proxiesOf = ({ url, protocol }: Target): readonly string[] => [
  ...(protocol === 'grpc' ? ['grpc_proxy', 'https_proxy', 'http_proxy'] : []),
  url.protocol === 'https:' ? 'https_proxy' : 'http_proxy',
  'all_proxy',
];

/** In either spelling, the small letters first, as programs read them. */
const either = async (at: Surroundings, name: string) => {
  const small = await variable(at, name);
  return small.value ? small : variable(at, name.toUpperCase());
};

/** Whether an entry of `NO_PROXY` covers a host: the name itself, a domain above it, or everything. */
const spares = (noProxy: string, { hostname, port }: URL): boolean =>
  noProxy
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, host = '', only] = /^(.*?)(?::(\d+))?$/.exec(entry.replace(/^\[(.*)\]$/, '$1')) ?? [];
      if (only && only !== port) return false;
      const wanted = host.replace(/^\*?\./, '').toLowerCase();
      const name = hostname.replace(/^\[(.*)\]$/, '$1').toLowerCase();
      if (entry === '*' || name === wanted || name.endsWith(`.${wanted}`)) return true;
      return /^127\./.test(name) && wanted === '127.0.0.0/8';
    });

export const proxy = defineCheck({
  id: 'proxy',
  title: 'Proxies on the way',
  group: 'settings',
  needs: ['endpoint'],
  problems: {
    captures: failed(
      'A proxy variable takes the telemetry away from this machine: the client sends even loopback addresses through it.',
      'add localhost,127.0.0.1,::1 to NO_PROXY, where the proxy is set',
    ),
  },
  run: async (at) => {
    const noProxy = await either(at, 'no_proxy');
    for (const signal of await exportedSignals(at)) {
      const target = await targetOf(at, signal);
      if (!target || spares(noProxy.value ?? '', target.url)) continue;
      for (const name of proxiesOf(target)) {
        const set = await either(at, name);
        if (set.value) {
          return {
            problem: 'captures',
            evidence: [
              sourceText({ ...set, value: 'set' }),
              sourceText(noProxy),
              `${signal} go to ${target.url.host}`,
            ],
          };
        }
      }
    }
    return { ok: noProxy.value ? `NO_PROXY covers the address` : 'none' };
  },
});
