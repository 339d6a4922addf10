import { defineCheck, failed } from '../check.ts';
import { installedHooks } from '../hooks.ts';
import { capturedBy, proxyUsers } from '../proxies.ts';
import { exportedSignals, targetOf } from '../target.ts';

export const proxy = defineCheck({
  id: 'proxy',
  title: 'Proxies on the way',
  group: 'settings',
  needs: ['endpoint'],
  problems: {
    captures: failed(
      'A proxy variable takes the telemetry away from this machine: the client sends even loopback addresses through it.',
      'add 127.0.0.1 to no_proxy (small letters, commas without blanks) where the proxy is set, or setup with OTLP over http',
    ),
  },
  run: async (at) => {
    for (const signal of await exportedSignals(at)) {
      const target = await targetOf(at, signal);
      if (target?.protocol !== 'grpc') continue;
      const captured = await capturedBy(at, proxyUsers.grpcExporter, target.url);
      if (captured) {
        return { problem: 'captures', evidence: [...captured, `${signal} go to ${target.url.host}`] };
      }
    }
    return { ok: 'none takes the telemetry' };
  },
});

export const hookProxy = defineCheck({
  id: 'hook-proxy',
  title: 'Proxies on the way of the hooks',
  group: 'hooks',
  needs: ['hooks'],
  problems: {
    captures: failed(
      'A proxy variable takes the http hooks away from this machine: the client sends even loopback addresses through it, and most hook events are lost.',
      'add 127.0.0.1 to NO_PROXY where the proxy is set: the address itself, not a network (127.0.0.0/8), and not only localhost',
    ),
  },
  run: async (at) => {
    const ours = (await installedHooks(at)).filter(({ isOurs, type }) => isOurs && type === 'http');
    for (const address of new Set(ours.map(({ calls }) => calls))) {
      if (!URL.canParse(address)) continue;
      const captured = await capturedBy(at, proxyUsers.httpHook, new URL(address));
      if (captured) return { problem: 'captures', evidence: [...captured, `hook events go to ${address}`] };
    }
    return { ok: 'none takes the hook events' };
  },
});
