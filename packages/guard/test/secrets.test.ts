import { describe, expect, it } from 'vitest';
import { replaceNamedSecrets } from '../secrets/named-values.ts';
import { replacePeople } from '../secrets/people.ts';
import { exampleOf, holdsRealSecret, replaceSecrets, secretShapes } from '../secrets/shapes.ts';

describe('a secret of a known shape', () => {
  it.each(secretShapes.map((shape) => [shape.name, shape] as const))('%s', (_, shape) => {
    const example = exampleOf(shape);
    expect(replaceSecrets(`use "${example}" now`)).toBe('use "<secret>" now');
    expect(holdsRealSecret(`const key = '${example}';`)).toBe(true);
    expect(example.length).toBeGreaterThanOrEqual(shape.realCharacters);
  });

  it('is none in ordinary text', () => {
    for (const text of [
      'sklearn-pipeline and sk-learn, skip-link, task-runner',
      'key-value store, npm run build, hf_transfer, xoxo',
      'import { eyJ } from "x"; const AIzaTest = 1',
      'https://example.com/services/T/B and 123e4567-e89b-12d3-a456-426614174000',
      'const key = "AKIAIOSFODNN7EXAMPLE"',
      '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
      '-----BEGIN PUBLIC KEY-----\nMIIE\n-----END PUBLIC KEY-----',
    ])
      expect({ text, real: holdsRealSecret(text) }).toEqual({ text, real: false });
  });
});

describe('a value that its neighbours call secret', () => {
  it.each([
    ['mysql -u root -phunter2 app', 'hunter2'],
    ['sshpass -p hunter2 ssh host', 'hunter2'],
    ['curl -u me:hunter2 https://x.example', 'hunter2'],
    ['DB_PASSWORD=hunter2 npm start', 'hunter2'],
    ['{"apiKey": "hunter2-value"}', 'hunter2'],
    ['postgres://me:hunter2@db/app', 'hunter2'],
    ['Authorization: Bearer hunter2hunter2', 'hunter2'],
    ['deploy --token hunter2 --dry-run', 'hunter2'],
  ])('%s', (text, secret) => {
    expect(replaceNamedSecrets(text)).not.toContain(secret);
  });

  it('leaves switches and numbers alone', () => {
    const text = 'token: true, maxTokens = 4096, password: null';
    expect(replaceNamedSecrets(text)).toBe(text);
  });
});

describe('people', () => {
  it.each([
    '+49 170 1234567',
    '+1 (555) 123-4567',
    '555-123-4567',
    '+44 20 7946 0958',
    '030 / 12345678',
    '(020) 7946 0958',
  ])('the number %s goes', (phone) => {
    expect(replacePeople(`call ${phone} today`)).toBe('call <phone> today');
  });

  it.each([
    '2026-11-30T11:20:29',
    '1764500000000',
    'v1.2.3-4567 and 10.11.12.13',
    '4,300 commands in 120-150 ms',
    'localhost:4318, 127.0.0.1',
    'queue@v0.161.0',
    'part 123-456',
    '12 345 678 bytes',
  ])('%s stays', (text) => {
    expect(replacePeople(text)).toBe(text);
  });

  it('an e-mail address goes', () => {
    expect(replacePeople('mail ada@example.com now')).toBe('mail <e-mail> now');
  });
});
