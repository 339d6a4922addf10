import { randomBytes } from 'node:crypto';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { download, downloadText, mirrored } from '../../src/binaries/download.ts';
import { mirrorFolder, startServer, temporaryFolder } from './release-server.ts';

const bytes = randomBytes(300_000);
const quick = { pauseMilliseconds: 1, stallMilliseconds: 300 };
const target = async () => path.join(await temporaryFolder(), 'program.tar.gz');

test('a download that breaks off goes on where it stopped', async () => {
  const { url, requests } = await startServer({ '/file': bytes }, [
    { cutAfter: 100_000 },
    { cutAfter: 50_000 },
  ]);
  const to = await target();
  const seen: number[] = [];
  await download(`${url}/file`, to, { ...quick, report: (done) => seen.push(done) });
  expect(bytes.equals(await readFile(to))).toBe(true);
  expect(requests).toHaveLength(3);
  // Bytes that were still under way when the connection broke are asked for again, and only those.
  const starts = requests.map(({ range }) => Number(range?.match(/\d+/)?.[0] ?? 0));
  expect(starts.every((start) => start === 0 || seen.includes(start))).toBe(true);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBe(bytes.length);
});

test('what an earlier process left half done is continued, also when it was already whole', async () => {
  const { url, requests } = await startServer({ '/file': bytes });
  for (const left of [120_000, bytes.length]) {
    const to = await target();
    await writeFile(`${to}.part`, bytes.subarray(0, left));
    expect(await download(`${url}/file`, to, quick)).toEqual({ resumed: true });
    expect(bytes.equals(await readFile(to))).toBe(true);
    expect(requests.at(-1)?.range).toBe(`bytes=${left}-`);
  }
});

test('a server that cannot continue sends all of it again, and the result is still right', async () => {
  const { url } = await startServer({ '/file': bytes }, [{ ignoreRange: true }]);
  const to = await target();
  await writeFile(`${to}.part`, 'old'.repeat(1000));
  await download(`${url}/file`, to, quick);
  expect(bytes.equals(await readFile(to))).toBe(true);
});

test('a server that sends less than was asked for is asked for the rest', async () => {
  const { url, requests } = await startServer({ '/file': bytes }, [{ atMost: 1000 }]);
  const to = await target();
  await writeFile(`${to}.part`, bytes.subarray(0, 10));
  await download(`${url}/file`, to, quick);
  expect(bytes.equals(await readFile(to))).toBe(true);
  expect(requests.map(({ range }) => range)).toEqual(['bytes=10-', 'bytes=1010-']);
});

test('a part that is longer than the file is thrown away', async () => {
  const { url } = await startServer({ '/file': bytes });
  const to = await target();
  await writeFile(`${to}.part`, Buffer.concat([bytes, bytes]));
  await download(`${url}/file`, to, quick);
  expect(bytes.equals(await readFile(to))).toBe(true);
});

test('a file that is always cut short fails after some tries and never gets its final name', async () => {
  const cut = Array.from({ length: 10 }, () => ({ cutAfter: 1000 }));
  const { url, requests } = await startServer({ '/file': bytes }, cut);
  const to = await target();
  await expect(download(`${url}/file`, to, quick)).rejects.toThrow(/could not be reached or broke off/);
  await expect(readFile(to)).rejects.toThrow('ENOENT');
  expect(requests).toHaveLength(5);
});

test('a server that stops sending is given up in bounded time', async () => {
  const stalls = Array.from({ length: 10 }, () => ({ stallAfter: 1000 }));
  const { url } = await startServer({ '/file': bytes }, stalls);
  await expect(download(`${url}/file`, await target(), { ...quick, tries: 2 })).rejects.toThrow(/broke off/);
});

test('a missing file is said with its address, at the first try', async () => {
  const { url, requests } = await startServer({});
  await expect(download(`${url}/none`, await target(), quick)).rejects.toMatchObject({
    message: `${url}/none answered 404`,
    fix: expect.stringContaining('mirror'),
  });
  expect(requests).toHaveLength(1);
});

test('a busy server is asked again', async () => {
  const { url } = await startServer({ '/file': bytes }, [{ status: 503 }, { status: 429 }]);
  const to = await target();
  await download(`${url}/file`, to, quick);
  expect(bytes.equals(await readFile(to))).toBe(true);
});

test('a host that cannot be reached fails at once and says what to do', async () => {
  const { port } = await new Promise<AddressInfo>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const address = server.address() as AddressInfo;
      server.close(() => resolve(address));
    });
  });
  await expect(download(`http://127.0.0.1:${port}/file`, await target())).rejects.toMatchObject({
    message: expect.stringContaining('ECONNREFUSED'),
    fix: expect.stringContaining('programs.mirror'),
  });
});

test('redirects to another host are followed, the range with them', async () => {
  const store = await startServer({ '/stored': bytes });
  const { url } = await startServer({ '/file': bytes }, [{ redirectTo: `${store.url}/stored` }]);
  const to = await target();
  await writeFile(`${to}.part`, bytes.subarray(0, 5));
  await download(`${url}/file`, to, quick);
  expect(bytes.equals(await readFile(to))).toBe(true);
  expect(store.requests).toEqual([{ path: '/stored', range: 'bytes=5-' }]);
});

test.skipIf(process.platform !== 'linux')(
  'a full disk is said as such, and the unfinished file does not stay on it (on Linux, which has a device that is always full)',
  async () => {
    const { url } = await startServer({ '/file': bytes });
    const to = await target();
    await symlink('/dev/full', `${to}.part`);
    await expect(download(`${url}/file`, to, quick)).rejects.toMatchObject({ message: 'The disk is full' });
    await expect(readFile(`${to}.part`)).rejects.toThrow('ENOENT');
    await expect(readFile(to)).rejects.toThrow('ENOENT');
  },
);

test('a file larger than allowed is refused while it comes', async () => {
  const { url } = await startServer({ '/file': bytes });
  await expect(download(`${url}/file`, await target(), { ...quick, limit: 1000 })).rejects.toThrow(
    /larger than 1000/,
  );
});

test('the proxy of the environment is used, except for the hosts it must not be used for', async () => {
  const { url } = await startServer({ '/file': bytes });
  const used: string[] = [];
  const proxy = http.createServer().on('connect', (request, client) => {
    used.push(request.url ?? '');
    const [host, port] = (request.url ?? '').split(':');
    const server = net.connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      server.pipe(client).pipe(server);
    });
    for (const socket of [client, server]) socket.on('error', () => server.destroy());
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.close();
    vi.unstubAllEnvs();
  });
  vi.stubEnv('http_proxy', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  vi.stubEnv('no_proxy', '');
  const folder = await temporaryFolder();
  expect(await downloadText(`${url}/file`, folder, quick)).toHaveLength(bytes.toString('utf8').length);
  expect(used).toEqual([new URL(url).host]);
  vi.stubEnv('no_proxy', '127.0.0.1');
  await downloadText(`${url}/file`, folder, quick);
  expect(used).toHaveLength(1);
});

test('cancelling stops the download and keeps what came, for the next time', async () => {
  const { url } = await startServer({ '/file': bytes }, [{ stallAfter: 1000 }]);
  const to = await target();
  const stop = new AbortController();
  const report = (done: number) => {
    if (done === 1000) stop.abort();
  };
  await expect(download(`${url}/file`, to, { report, signal: stop.signal })).rejects.toThrow(/abort/i);
  expect(await readFile(`${to}.part`)).toHaveLength(1000);
});

test('a mirror stands in for the host: a URL with a path of its own, or a folder', async () => {
  const official = 'https://example.org/project/releases/v1/program.tar.gz';
  expect(mirrored(official, undefined)).toBe(official);
  expect(mirrored(official, 'http://mirror/base/')).toBe(
    'http://mirror/base/project/releases/v1/program.tar.gz',
  );
  expect(mirrored(official, '/srv/mirror')).toBe('/srv/mirror/project/releases/v1/program.tar.gz');
  expect(mirrored(official, 'file:///srv/a%20b')).toBe('/srv/a b/project/releases/v1/program.tar.gz');
  const folder = await mirrorFolder({ '/project/file': bytes });
  const to = await target();
  await download(mirrored('https://example.org/project/file', folder), to);
  expect(bytes.equals(await readFile(to))).toBe(true);
  await expect(download(path.join(folder, 'none'), to)).rejects.toMatchObject({
    message: 'The mirror has no none',
  });
});
