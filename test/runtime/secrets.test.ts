import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../src/config/load.ts';
import { defaults } from '../../src/config/schema.ts';
import { makeSecrets } from '../../src/runtime/secrets.ts';
import { secrets, secretsOf } from '../../src/stack/secrets.ts';
import { temporaryHome } from '../home.ts';

const mode = (file: string): number => statSync(file).mode & 0o777;

test('secrets are made once, differ, and only their owner can read them', async () => {
  const home = temporaryHome();
  await makeSecrets(home, defaults());
  const read = () => Object.keys(secrets).map((name) => readFileSync(path.join(home.secrets, name), 'utf8'));
  const first = read();
  expect(new Set(first).size).toBe(first.length);
  for (const text of first) expect(text).toMatch(/^[0-9a-f]{36,}$/);
  expect(mode(home.secrets)).toBe(0o700);
  for (const name of Object.keys(secrets)) {
    expect(mode(path.join(home.secrets, name))).toBe(0o600);
    chmodSync(path.join(home.secrets, name), 0o644);
  }
  await makeSecrets(home, defaults());
  expect(read()).toEqual(first);
  for (const name of Object.keys(secrets)) expect(mode(path.join(home.secrets, name))).toBe(0o600);
});

test("a person's secret that is not there is named; one that is goes to its component alone", async () => {
  const home = temporaryHome();
  const { config } = check(
    'export: {otlp: [{name: a, endpoint: "https://a.example", headers: {authorization: vendor-key}}]}',
    'config.yaml',
  );
  await expect(makeSecrets(home, config)).rejects.toThrow(
    'A secret that config.yaml names for the collector is missing.',
  );
  writeFileSync(path.join(home.secrets, 'vendor-key'), 'x');
  await makeSecrets(home, config);
  expect(secretsOf('collector', config)).toContain('vendor-key');
  expect(secretsOf('prometheus', config)).toEqual([]);
  const closed = { ...config, security: { ...config.security, closed: true } };
  expect(secretsOf('prometheus', closed)).toEqual(['login-password']);
});
