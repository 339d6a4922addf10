import { request } from 'node:http';
import type { Config } from '../../src/config/schema.ts';

type PortName = keyof Config['ports'];

/** One thing that may be asked of a port. */
export interface Question {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What stands behind one port of a running stack. */
export interface Port {
  readonly name: PortName;
  /** What anybody may ask. */
  readonly health?: string;
  /** What a person may ask, and no stranger. */
  readonly reads: readonly string[];
  /** What changes something, in the forms that a page can send without asking first. */
  readonly writes: readonly Question[];
}

/** What strangers call everything they send, so that a trace of it would be found. */
export const trace = 'evil';

const gauge = `# TYPE ${trace}_metric gauge\n${trace}_metric 1\n`;
const now = `${Date.now()}000000`;
const log = JSON.stringify({
  resourceLogs: [
    {
      resource: { attributes: [] },
      scopeLogs: [
        {
          scope: { name: 'com.anthropic.claude_code.events' },
          logRecords: [
            {
              timeUnixNano: now,
              body: { stringValue: 'claude_code.user_prompt' },
              attributes: [
                { key: 'event.name', value: { stringValue: 'user_prompt' } },
                { key: 'session.id', value: { stringValue: trace } },
              ],
            },
          ],
        },
      ],
    },
  ],
});
const hook = JSON.stringify({ hook_event_name: 'Stop', session_id: trace, cwd: '/' });
const json = { 'content-type': 'application/json' };
const otlp: Question = { method: 'POST', path: '/v1/logs', headers: json, body: log };
const push: Question = { method: 'POST', path: `/metrics/job/${trace}`, body: gauge };

/** Of components that nobody has switched on here: their own suites ask them (`test/alerting`, `test/clickhouse`). */
export const switchedOff: readonly PortName[] = ['alertmanager', 'clickhouse', 'clickhouseNative'];

/** THE table of what listens (but gRPC, which no page can speak): a port that is missing here fails the test. */
export const ports: readonly Port[] = [
  { name: 'otlpHttp', reads: [], writes: [otlp] },
  { name: 'ledger', health: '/ready', reads: ['/metrics', '/api/summary', '/api/sessions'], writes: [otlp] },
  {
    name: 'hooks',
    health: '/ready',
    reads: ['/metrics', '/api/events', '/api/blocks'],
    writes: [
      { method: 'POST', path: '/hooks', headers: json, body: hook },
      { method: 'POST', path: '/spool', headers: json, body: '[]' },
    ],
  },
  {
    name: 'prometheus',
    health: '/-/ready',
    reads: [
      '/api/v1/query?query=up',
      '/api/v1/status/config',
      '/api/v1/label/job/values',
      '/federate?match[]=up',
      '/metrics',
      '/graph',
    ],
    writes: [
      { method: 'POST', path: '/api/v1/query', body: 'query=up' },
      { method: 'POST', path: '/-/reload', body: '' },
      { method: 'POST', path: '/-/quit', body: '' },
      { method: 'POST', path: '/api/v1/admin/tsdb/delete_series?match[]=up', body: '' },
    ],
  },
  {
    // Our own pages, where there is no Grafana.
    name: 'grafana',
    health: '/ready',
    reads: ['/', '/api/dashboards', '/prometheus/api/v1/query?query=up', '/d/claude-code-overview'],
    writes: [{ method: 'POST', path: '/prometheus/api/v1/query', body: 'query=up' }],
  },
  {
    name: 'pushgateway',
    health: '/-/ready',
    reads: ['/metrics', '/api/v1/metrics'],
    writes: [push, { ...push, method: 'PUT' }, { method: 'DELETE', path: '/metrics/job/claude-code-hooks' }],
  },
];

/** Ports that anybody may ask, because they tell counts and health only (SECURITY.md). */
export const openPorts: readonly PortName[] = ['collectorHealth', 'collectorMetrics'];

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A plain request, which may say any `Host`. */
export const ask = (
  port: number,
  { method, path, headers, body }: Question,
  host = '127.0.0.1',
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request(
      { host, port, method, path, headers, agent: false, timeout: 10_000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: text, headers: response.headers }),
        );
      },
    );
    asked.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, body: '', headers: response.headers });
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.on('error', reject);
    asked.end(body);
  });

/** What is seen of a stranger's request: in each form, headers that a page in a browser cannot avoid. */
export const disguises: readonly {
  readonly name: string;
  readonly headers: (port: number) => Readonly<Record<string, string>>;
}[] = [
  { name: 'a rebound name', headers: (port) => ({ host: `rebound.evil.example:${port}` }) },
  { name: 'a rebound name without a port', headers: () => ({ host: 'evil.example' }) },
  { name: 'a name that begins like ours', headers: (port) => ({ host: `localhost.evil.example:${port}` }) },
  { name: 'a foreign origin', headers: () => ({ origin: 'https://evil.example' }) },
  { name: 'the origin of a sandboxed frame or a file', headers: () => ({ origin: 'null' }) },
  { name: 'another page of this machine', headers: () => ({ origin: 'http://localhost:8080' }) },
  {
    name: 'a script, picture or beacon of another site',
    headers: () => ({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }),
  },
  {
    name: 'a frame of another site',
    headers: () => ({
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'iframe',
    }),
  },
];

/** The types that a page may send anywhere without a preflight. */
export const simpleTypes = [
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
] as const;

export const webSocket = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
} as const;

/** Everything that strangers got out of a port but its health: nothing, it should be. */
export const leaks = async (
  { name, health, reads, writes }: Port,
  port: number,
): Promise<readonly string[]> => {
  const got: string[] = [];
  const attempt = async (what: string, question: Question, wanted: 'refused' | 'answered' = 'refused') => {
    const { status } = await ask(port, question).catch(() => ({ status: 0 }));
    if ((wanted === 'answered') !== (status === 200))
      got.push(`${name} ${question.path}: ${what}: ${status}`);
    if (wanted === 'refused' && status > 0 && status < 400)
      got.push(`${name} ${question.path}: ${what}: ${status}`);
  };
  for (const disguise of disguises) {
    const headers = disguise.headers(port);
    if (health) await attempt(disguise.name, { method: 'GET', path: health, headers }, 'answered');
    for (const path of reads) await attempt(disguise.name, { method: 'GET', path, headers });
    for (const write of writes) {
      await attempt(disguise.name, { ...write, headers: { ...write.headers, ...headers } });
      for (const type of simpleTypes)
        await attempt(`${disguise.name}, ${type}`, {
          ...write,
          headers: { ...headers, 'content-type': type },
        });
    }
    for (const path of ['/', ...reads])
      await attempt(`${disguise.name}, WebSocket`, {
        method: 'GET',
        path,
        headers: { ...headers, ...webSocket },
      });
  }
  return got;
};

/** What the ports that are open to anybody say, all together. */
export const openAnswers = async (
  portOf: Readonly<Record<(typeof openPorts)[number], number>>,
): Promise<readonly string[]> =>
  Promise.all(
    openPorts.map(async (name) => {
      const places = ['/', '/metrics'].map((place) => ask(portOf[name], { method: 'GET', path: place }));
      return (await Promise.all(places)).map(({ body }) => body).join('\n');
    }),
  );
