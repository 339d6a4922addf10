import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { defineCheck, warning } from '../check.ts';

/** Accounts of people begin here; `nobody` is 65534. Source: login.defs(5), `UID_MIN`. */
const firstPerson = 1000;
const nobody = 65_534;

/** Shells that refuse a login. */
const noShell = /\/(nologin|false|sync)$/;

/** Names of people's accounts in the text of `/etc/passwd`. */
const peopleIn = (passwd: string): readonly string[] =>
  passwd.split('\n').flatMap((line) => {
    const [name = '', , uid, , , , shell = ''] = line.split(':');
    const number = Number(uid);
    return number >= firstPerson && number < nobody && !noShell.test(shell) ? [name] : [];
  });

export const accounts = defineCheck({
  id: 'accounts',
  title: 'Other accounts of this machine',
  group: 'surroundings',
  needs: [],
  problems: {
    open: warning(
      'Other people have accounts on this machine. They can read the numbers, because a port is open to every account.',
      'start-observability config set security.closed true, then start-observability restart: reading needs a login then',
    ),
  },
  run: async ({ config, passwd }) => {
    if (process.platform !== 'linux') return { notReached: 'accounts are listed on Linux only' };
    if (config.security.closed) return { ok: 'reading needs a login' };
    const own = userInfo().username;
    const others = peopleIn(await readFile(passwd, 'utf8')).filter((name) => name !== own);
    return others.length === 0
      ? { ok: 'none' }
      : { problem: 'open', evidence: [others.slice(0, 10).join(', ')] };
  },
});
