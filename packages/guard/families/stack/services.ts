import { leavesAlone } from '../../effects/harmless-programs.ts';
import { definePatterns, deny } from '../../findings/pattern.ts';
import type { Reading } from '../../findings/reading.ts';
import { options } from '../../program/options.ts';
import type { Invocation } from '../../shell/shell.ts';
import { isKnown, mark, plain } from '../../text/text.ts';
import { stackPorts } from './ports.ts';

const person = 'Tell the person what you need; they do it in a terminal of their own.';

// biome-ignore format: a table
export const servicePatterns = definePatterns({
  'stack-process': { category: 'stack', decision: deny, brief: 'Ends a process of this stack', why: 'The guard would judge alone, and nothing would be counted.', suggestion: person, catches: ['kill $(lsof -ti:4320)', 'fuser -k 4320/tcp', 'pkill -f start-observability', "ps aux | grep start-observability | awk '{print $2}' | xargs kill -9", 'systemctl --user stop start-observability'], spares: ['kill $(lsof -ti:3000)', 'lsof -i:4320', 'pgrep -f start-observability', 'systemctl --user status start-observability'] },
  'stack-port': { category: 'stack', decision: deny, brief: 'Listens where this stack does', why: 'A program there answers in place of the guard and the ledger.', suggestion: 'Take another port.', catches: ['nc -l 4320', 'socat TCP-LISTEN:4320,fork EXEC:./answer', 'python3 -m http.server 4320', 'npx serve -l 4320'], spares: ['nc -z localhost 4320', 'curl -s localhost:4320/health', 'python3 -m http.server 8000'] },
  'stack-container': { category: 'stack', decision: deny, brief: 'Enters a container of this stack, or opens its volumes', why: 'The key by which the guard is known to the client lies there, and what was counted.', suggestion: 'Tell the person what you need; `docker logs` and `docker inspect` are open.', catches: ['docker exec start-observability-hooks-1 sh', 'docker cp start-observability-hooks-1:/data/tls .', 'docker run -v start-observability_hooks:/d alpine ls /d', 'docker compose -p "start-observability" exec hooks sh', 'docker exec -it $(docker ps -qf name=start-observability-hooks) sh', 'curl --unix-socket /var/run/docker.sock -X POST http://x/containers/start-observability-hooks-1/exec'], spares: ['docker logs start-observability-hooks-1', 'docker ps --filter name=start-observability', 'docker exec web ls', 'docker run -v data:/d alpine ls /d'] },
  'stack-origin': { category: 'stack', decision: deny, brief: 'Hides that the client is the one who calls', why: 'What only a person may do is refused by this sign.', suggestion: person, catches: ['unset CLAUDECODE', 'env -u CLAUDECODE bash', 'CLAUDECODE= bash -i'], spares: ['echo $CLAUDECODE', 'env -u DEBUG npm test'] },
});

/** Names under which the processes of this stack run. */
const ownNames = ['start-observability', 'otelcol', 'otelcol-contrib', 'pushgateway', 'prometheus'];
const ownName = /start-observability/;

/** Programs that find processes, or narrow down what another one found. */
const finders = new Set(
  'lsof fuser ss netstat pgrep pidof ps grep egrep fgrep rg awk gawk mawk sed docker podman nerdctl'.split(
    ' ',
  ),
);

/** What a program prints that looks for processes of ours: among it, their numbers. */
export const withOwnProcesses = (output: string, { name, args, reading }: Invocation): string => {
  if (!finders.has(name) || isKnown(output)) return output;
  const { asPort } = stackPorts(reading);
  return args.some((word) => word.length < 4096 && (ownName.test(word) || asPort.test(word)))
    ? output.replaceAll(mark.unknown, mark.unknown + mark.own)
    : output;
};

/** Whether a pattern that `pkill` or `killall` is given finds a process of ours by its name. */
const findsOwn = (pattern: string): boolean => {
  if (ownName.test(pattern)) return true;
  if (!isKnown(pattern) || pattern.length < 3 || pattern.length > 100) return false;
  try {
    const expression = new RegExp(pattern);
    return ownNames.some((name) => expression.test(name));
  } catch {
    return false;
  }
};

/** Programs that end what they are told, each with the words by which they are told to. */
const managers: Readonly<Record<string, RegExp>> = {
  systemctl: /^(stop|disable|mask|kill)$/,
  launchctl: /^(stop|unload|bootout|disable|kill|remove)$/,
  service: /^stop$/,
  'rc-service': /^stop$/,
  docker: /^(stop|kill|rm|pause|down)$/,
  podman: /^(stop|kill|rm|pause|down)$/,
  pm2: /^(stop|delete|kill)$/,
  supervisorctl: /^(stop|remove|shutdown)$/,
  taskkill: /^/,
};

const endsOwn = ({ name, args, reading }: Invocation): boolean => {
  if (name === 'kill') return args.some((word) => word.includes(mark.own));
  if (name === 'pkill' || name === 'killall')
    return options(args, { short: 'sugGPtUFoy', valued: 'signal user euid group parent' }).operands.some(
      findsOwn,
    );
  if (name === 'fuser')
    return (
      args.some((word) => /^(-\w*k|--kill)/.test(word)) &&
      args.some((word) => stackPorts(reading).asPort.test(word))
    );
  const verb = Object.hasOwn(managers, name) ? managers[name] : undefined;
  return (
    verb !== undefined &&
    args.some((word) => verb.test(word)) &&
    args.some((word) => ownName.test(word) || word.includes(mark.own))
  );
};

/** Options that say where a server listens. */
const listening = /^(-[plSbP]|--?(port|listen|bind|addr|address|http-port|host|server\.port))$/;
const attachedListening = /^(?:-[plSbP]|--?(?:port|listen|bind|addr|address|http-port|server\.port)=)(.+)$/;

/** Programs whose option with a port says where they go, not where they wait. */
const clients = new Set(
  'ssh scp sftp rsync psql mysql mysqldump mongosh redis-cli nmap kill pkill killall fuser ss netstat wget http https xh telnet git'.split(
    ' ',
  ),
);

/** Programs that take the port they listen on from the variable PORT. */
const servers =
  /^(node|nodejs|bun|deno|npm|npx|pnpm|yarn|python[\d.]*|ruby|rails|php|java|go|cargo|flask|uvicorn|gunicorn)$/;

const netcats = /^(nc|ncat|netcat)(\.\w+)?$/;

const listens = ({ name, args, state, reading }: Invocation): boolean => {
  const { answering, mentionsPort, answeringPort } = stackPorts(reading);
  const fromVariable =
    state.variables.get('PORT')?.values.some((value) => answeringPort.test(value)) ?? false;
  if (!fromVariable && !args.some((word) => mentionsPort.test(word))) return false;
  const named = args.some((word) => answeringPort.test(word));
  if (netcats.test(name)) return args.some((word) => /^(-\w*l|--listen)/.test(word)) && named;
  if (name === 'socat')
    return args.some((word) => new RegExp(`^\\w+-l(isten)?:(.*:)?${answering}(,|$)`, 'i').test(word));
  if (name === 'ssh' || name === 'autossh')
    return args.some(
      (word, at) =>
        (/^-[a-zA-Z]*[LD]$/.test(args[at - 1] ?? '') && answeringPort.test(word)) ||
        new RegExp(`^-[LD](\\D*:)?${answering}\\b`).test(word),
    );
  if (clients.has(name) || leavesAlone(name, args)) return false;
  if (fromVariable && servers.test(name)) return true;
  if (/^python/.test(name) && args.some((word) => /^(http\.server|SimpleHTTPServer)$/.test(word)))
    return named;
  return args.some(
    (word, at) =>
      (listening.test(args[at - 1] ?? '') && answeringPort.test(word)) ||
      answeringPort.test(attachedListening.exec(word)?.[1] ?? ''),
  );
};

const sign = 'CLAUDECODE';

/** Whether a command takes the sign away by which a call of the client is known. */
const hidesOrigin = ({ name, args, state }: Invocation): boolean => {
  const set = state.variables.get(sign);
  if (set?.values.some((value) => plain(value) === '')) return true;
  if (name === 'unset') return args.includes(sign);
  if (name === 'export' || name === 'declare' || name === 'typeset')
    return args.includes(sign) && args.some((word) => /^(-n|\+x)/.test(word));
  if (name !== 'env' && name !== 'genv') return false;
  return args.some(
    (word, at) =>
      word === `--unset=${sign}` ||
      word === `-u${sign}` ||
      word === `${sign}=` ||
      (word === sign && /^(-\w*u|--unset)$/.test(args[at - 1] ?? '')),
  );
};

/** A request to the engine of containers that goes into one of ours. */
const engineRequest =
  /\/(containers|volumes)\/start-observability[-_][\w-]+\/(exec|archive|export|attach|kill|stop|restart|pause|update|rename)\b/;

/** Reports a command that ends a service of this stack, takes its place or hides from it who is calling. */
export const reportServices = (call: Invocation): void => {
  const told = (): string => plain(`${call.name} ${call.args.join(' ')}`);
  if (endsOwn(call)) call.reading.report(servicePatterns['stack-process'], told());
  if (listens(call)) call.reading.report(servicePatterns['stack-port'], told());
  if (hidesOrigin(call)) call.reading.report(servicePatterns['stack-origin'], told());
  if (call.args.some((word) => engineRequest.test(word)))
    call.reading.report(servicePatterns['stack-container'], told());
};

const waits = /\b(listen|bind|serve|createServer|\w*HTTPServer|\w*TCPServer|runserver)\b/i;
const takesAway = new RegExp(
  `\\b(del|delete|pop|unset|unsetenv|putenv)\\b[^\\n;]*${sign}|${sign}['"]?\\s*\\]?\\s*=[^=]`,
);

const ownInEngine = /\bstart-observability[-_]\w/;
/** Calls of the libraries of Docker that go into a container. */
const entersContainer =
  /\b(exec_run|exec_create|exec_start|get_archive|put_archive|getArchive|putArchive|volumes_from|volumesFrom)\b|\bcontainer\w*\b[^\n]*\.(exec|attach|export|commit|kill|stop)\(/i;

/** As `reportServices`, for a program given as text. */
export const reportServiceCode = (text: string, reading: Reading): void => {
  if (stackPorts(reading).inText.test(text) && waits.test(text))
    reading.report(servicePatterns['stack-port']);
  if (takesAway.test(text)) reading.report(servicePatterns['stack-origin']);
  if (ownInEngine.test(text) && entersContainer.test(text))
    reading.report(servicePatterns['stack-container']);
};

const powershellHides = new RegExp(
  `\\b(remove-item|clear-item|ri|rm|del)\\b[^\\n;|]*env:[\\\\/]?${sign}|\\$env:${sign}\\s*=\\s*(''|""|\\$null)`,
  'i',
);

/** As `reportServices`, for a script of PowerShell. */
export const reportServicePowerShell = (source: string, reading: Reading): void => {
  if (stackPorts(reading).endedByPowershell.test(source)) reading.report(servicePatterns['stack-process']);
  if (powershellHides.test(source)) reading.report(servicePatterns['stack-origin']);
};
