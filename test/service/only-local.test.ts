import { describe, expect, test } from 'vitest';
import { type Access, type Door, refusalOf } from '../../src/service/only-local.ts';

const access: Access = { hosts: ['obs.example.com', 'ledger'], pagePorts: [3000], isClosed: false };
const evil = 'https://evil.example';

const isAnswered = (headers: Record<string, string>, door: Door = 'api', method = 'GET') =>
  refusalOf({ method, headers }, door, access) === undefined;

const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

describe('addresses', () => {
  test.each([
    'localhost',
    'localhost:9090',
    'LOCALHOST:9090',
    '127.0.0.1:19090',
    '[::1]:3000',
    'obs.example.com',
    'obs.example.com:443',
    'ledger:4319',
    'host.docker.internal:4318',
  ])('%s is this machine', (host) => expect(isAnswered({ host })).toBe(true));

  test.each([
    '',
    'evil.example',
    'evil.example:9090',
    '127.0.0.1.evil.example',
    'localhost.evil.example:9090',
    'localhost:9090@evil.example',
    'localhost:9090:80',
    '10.0.0.1',
    'hooks:4320',
    'example.com',
    'x.obs.example.com',
  ])('%s is not', (host) => {
    expect(isAnswered({ host })).toBe(false);
    expect(isAnswered({ host, ...link }, 'page')).toBe(false);
  });

  test('a request without one is not answered', () => expect(isAnswered({})).toBe(false));
});

describe('pages', () => {
  const host = 'localhost:9090';

  test.each(['http://localhost:9090', 'http://LOCALHOST:9090', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'of %s may ask',
    (origin) => {
      expect(isAnswered({ host, origin, 'sec-fetch-site': 'same-site' }, 'api', 'POST')).toBe(true);
    },
  );

  test.each([
    evil,
    'null',
    'http://localhost:8080',
    'http://127.0.0.1:9090',
    'http://localhost:9090.evil.example',
  ])('of %s may not', (origin) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect(isAnswered({ host, origin }, 'api', method)).toBe(false);
      expect(isAnswered({ host, origin }, 'page', method)).toBe(false);
    }
  });

  test('of other sites may not ask even where the browser names no origin: pictures, scripts, frames', () => {
    for (const site of ['cross-site', 'same-site']) {
      for (const mode of ['no-cors', 'cors', 'websocket', 'navigate']) {
        const headers = { host, 'sec-fetch-site': site, 'sec-fetch-mode': mode, 'sec-fetch-dest': 'iframe' };
        expect(isAnswered(headers, 'page')).toBe(false);
        expect(isAnswered(headers, 'api')).toBe(false);
      }
    }
  });

  test('a link in a mail or a chat opens a page, and never an API', () => {
    expect(isAnswered({ host, ...link }, 'page')).toBe(true);
    expect(isAnswered({ host, ...link }, 'api')).toBe(false);
    expect(isAnswered({ host, ...link }, 'page', 'POST')).toBe(false);
  });

  test('a typed address and a page of the same origin ask what they like', () => {
    expect(isAnswered({ host, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }, 'api')).toBe(true);
    expect(isAnswered({ host, 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors' }, 'api')).toBe(true);
  });
});

test('health may be asked by anybody', () => {
  expect(isAnswered({ host: 'evil.example', origin: evil, ...link }, 'health', 'POST')).toBe(true);
});
