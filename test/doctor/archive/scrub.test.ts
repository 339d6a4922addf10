import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createScrub, type PrivateWords } from '../../../src/doctor/archive/scrub.ts';

const known: PrivateWords = {
  secrets: ['tr0ub4dor&3 horse', 'k'.repeat(64)],
  folders: [
    ['/home/ada/.local/share/start-observability', '<state>'],
    ['/home/ada', '~'],
  ],
  users: ['ada', 'Ada Lovelace'],
  hosts: ['difference-engine', 'collector.analytical.example'],
};
const scrub = createScrub(known);

/** What stands in a log, and what may be left of it. */
const cases: readonly (readonly [before: string, after: string])[] = [
  ['password is tr0ub4dor&3 horse!', 'password is <secret>!'],
  ['open /home/ada/.local/share/start-observability/data/x', 'open <state>/data/x'],
  ['cd /home/ada/work', 'cd ~/work'],
  ['/home/charles/x and /Users/charles/y', '/home/<user>/x and /Users/<user>/y'],
  ['ada@difference-engine:~$', '<user>@<host>:~$'],
  ['mail ada.lovelace@analytical.example now', 'mail <email> now'],
  ['key sk-ant-api03-AbCdEf-123456 used', 'key <secret> used'],
  ['ghp_abcdefghijklmnopqrstuvwxyz012345', '<secret>'],
  ['AKIAIOSFODNN7EXAMPLE', '<secret>'],
  ['eyJhbGciOi.eyJzdWIiOi.SflKxw', '<secret>'],
  ['Authorization: Bearer abcdef0123456789', 'Authorization: Bearer <secret>'],
  ['{"password": "hunter2", "ledgerToken": false}', '{"password": <secret>, "ledgerToken": false}'],
  ['api_key=abc123def, n=1', 'api_key=<secret>, n=1'],
  ['http://ada:hunter2@127.0.0.1:9091/metrics', 'http://<credentials>@127.0.0.1:9091/metrics'],
  ['session 123e4567-e89b-12d3-a456-426614174000', 'session <uuid>'],
  [`user ${'0123456789abcdef'.repeat(4)}`, 'user <hex>'],
  ['dial 10.11.12.13:4317, 192.168.1.7', 'dial <ip>:4317, <ip>'],
  ['from 2001:db8::1 and fe80::1%eth0', 'from <ip> and <ip>'],
  ['https://telemetry.analytical.example/v1/logs', 'https://<host>/v1/logs'],
  ['lookup gateway.analytical.internal: no such host', 'lookup <host>: no such host'],
  ['collector.analytical.example refused', '<host> refused'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMII\n-----END RSA PRIVATE KEY-----', '<secret>'],
];

test.each(cases)('%s', (before, after) => {
  expect(scrub(before)).toBe(after);
});

/** What a reader of a report needs, and what looks a little like something private. */
const kept = [
  'listening on 127.0.0.1:4317 and [::1]:4318, 0.0.0.0',
  'http://127.0.0.1:9090/-/ready and http://localhost:3000/d/claude-code-overview',
  'dial tcp 127.0.0.1:4319: connect: connection refused',
  'start-observability 0.1.0, prometheus 2.42.0+ds, claude 2.1.329',
  '2026-11-20T23:51:56.123Z at 23:51:56',
  'https://github.com/prometheus/prometheus and https://code.claude.com/docs/en/hooks',
  'go.opentelemetry.io/collector/exporter/exporterhelper@v0.161.0/internal/queue_sender.go:50',
  'claude_code_ledger_points_total{signal="metrics",outcome="folded"} 12',
  '"cannot write": "ENOSPC: no space left on device"',
  'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "cumulative"',
  '600          812 secrets/ledger-token',
  'Canada, adapter, dada',
];

test.each(kept)('keeps: %s', (text) => {
  expect(scrub(text)).toBe(text);
});

const planted = fc.constantFrom(
  ...known.secrets,
  'ada.lovelace@analytical.example',
  'sk-ant-api03-AbCdEf-123456',
  '/home/ada',
  '10.11.12.13',
  'difference-engine',
  '123e4567-e89b-12d3-a456-426614174000',
);
const around = fc.array(
  fc.oneof(fc.constantFrom(' ', '\n', '"', ' "key": "', ', ', ' at ', '(', ') '), fc.lorem({ maxCount: 3 })),
  { maxLength: 6 },
);

test('whatever stands around it, nothing that was planted is left, and a second pass changes nothing', () => {
  fc.assert(
    fc.property(around, planted, around, planted, (before, one, between, other) => {
      const text = `${before.join('')} ${one} ${between.join('')} ${other}`;
      const scrubbed = scrub(text);
      for (const secret of [one, other]) expect(scrubbed).not.toContain(secret);
      expect(scrub(scrubbed)).toBe(scrubbed);
    }),
  );
});

/** A pattern that goes back and forth would take hours for these. */
test.each(['a', ':', 'a.', '1.', 'token=', 'a@', 'x://', 'Ab1'])(
  'a long text of %s is scrubbed in time',
  { timeout: 5000 },
  (piece) => {
    expect(scrub(piece.repeat(200_000 / piece.length)).length).toBeGreaterThan(0);
  },
);
