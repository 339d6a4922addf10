import path from 'node:path';
import { markupText, withoutVariables } from '../escape.ts';

/** What a service manager needs to know to bring the stack up at login. */
export interface UnitOptions {
  /** Absolute path of the launcher. */
  readonly launcher: string;
  /** Absolute path of the state folder. */
  readonly root: string;
  readonly logs: string;
  /** Absolute path of Node: service managers know nothing of version managers. */
  readonly node: string;
  /** The caller's PATH, so that the same programs are found as in the terminal. */
  readonly path: string;
}

/** Absolute folders of PATH, Node's first, each once; those of npm's scripts are of the moment only. */
export const searchPath = ({ node, path: given }: UnitOptions): string => {
  const usual = ['/usr/local/bin', '/usr/bin', '/bin'];
  const folders = given
    .split(':')
    .filter((folder) => path.isAbsolute(folder) && !folder.endsWith(path.join('node_modules', '.bin')));
  return [...new Set([path.dirname(node), ...folders, ...usual])].join(':');
};

/** One word of a unit file. @see systemd.service(5), «command lines», and systemd.unit(5), «specifiers» */
const unitWord = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;

/** The line that tells whose state folder a unit is for. */
export const systemdHome = (root: string): string =>
  `Environment=${unitWord(`START_OBSERVABILITY_HOME=${root}`)}`;

/** In a command line `$` stands for a variable, too. */
const commandWord = (text: string): string => withoutVariables(unitWord(text));

/**
 * The systemd user unit. `oneshot` and not the supervisor itself: it works for both runtimes, and `stop`, `restart` and
 * `status` in a terminal stay the way to work with the stack.
 */
export const systemdUnit = (
  options: UnitOptions,
): string => `# Written by start-observability service install.
[Unit]
Description=Observability for Claude Code

[Service]
Type=oneshot
RemainAfterExit=yes
${systemdHome(options.root)}
Environment=${unitWord(`PATH=${searchPath(options)}`)}
ExecStart=${commandWord(options.launcher)} start
ExecStop=${commandWord(options.launcher)} stop
TimeoutStartSec=15min
TimeoutStopSec=2min
UMask=0077

[Install]
WantedBy=default.target
`;

export const launchdHome = (root: string): string =>
  `<key>START_OBSERVABILITY_HOME</key>\n    <string>${markupText(root)}</string>`;

export const launchdLabel = 'io.github.start-observability';

interface LaunchdJob {
  readonly label: string;
  /** The comment at the top, which says who wrote it, to the blank or new line at its end. */
  readonly comment: string;
  readonly args: readonly string[];
  /** When it runs, and how: elements of the outer dictionary. */
  readonly when: string;
  /** Name of its log, without ending. */
  readonly log: string;
}

/** What launchd runs for us. @see launchd.plist(5) */
const launchdPlist = (options: UnitOptions, { label, comment, args, when, log }: LaunchdJob): string => {
  const file = markupText(path.join(options.logs, `${log}.log`));
  const words = [options.launcher, ...args]
    .map((word) => `    <string>${markupText(word)}</string>`)
    .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- ${comment}-->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${label}</string>
  <key>ProgramArguments</key>
  <array>
${words}
  </array>
  <key>EnvironmentVariables</key>
  <dict>
    ${launchdHome(options.root)}
    <key>PATH</key>
    <string>${markupText(searchPath(options))}</string>
  </dict>
${when}
  <key>Umask</key>
  <integer>63</integer>
  <key>StandardOutPath</key>
  <string>${file}</string>
  <key>StandardErrorPath</key>
  <string>${file}</string>
</dict>
</plist>
`;
};

/** The launchd agent. `AbandonProcessGroup`: the stack outlives the command that started it. */
export const launchdAgent = (options: UnitOptions): string =>
  launchdPlist(options, {
    label: launchdLabel,
    comment: 'Written by start-observability service install. ',
    args: ['start'],
    when: `  <key>RunAtLoad</key>
  <true/>
  <key>AbandonProcessGroup</key>
  <true/>`,
    log: 'service',
  });

/** A job that a timer starts. */
export const systemdJob = (
  options: UnitOptions,
  name: string,
  args: readonly string[],
): string => `# Written by start-observability ${name} schedule.
[Unit]
Description=start-observability ${name}

[Service]
Type=oneshot
${systemdHome(options.root)}
Environment=${unitWord(`PATH=${searchPath(options)}`)}
ExecStart=${[options.launcher, ...args].map(commandWord).join(' ')}
TimeoutStartSec=1h
UMask=0077
`;

/** At night; what was missed because the machine slept is done when it wakes. @see systemd.timer(5) */
export const systemdTimer = (
  name: string,
  every: 'daily' | 'weekly',
): string => `# Written by start-observability ${name} schedule.
# ${every}
[Unit]
Description=start-observability ${name}, ${every}

[Timer]
OnCalendar=${every === 'daily' ? '*-*-* 03:10:00' : 'Mon *-*-* 03:10:00'}
Persistent=true
RandomizedDelaySec=10min

[Install]
WantedBy=timers.target
`;

/** The same for launchd, which also does what was missed in sleep. */
export const launchdJob = (
  options: UnitOptions,
  name: string,
  every: 'daily' | 'weekly',
  args: readonly string[],
): string => {
  const weekday = every === 'weekly' ? '    <key>Weekday</key>\n    <integer>1</integer>\n' : '';
  return launchdPlist(options, {
    label: `${launchdLabel}.${name}`,
    comment: `Written by start-observability ${name} schedule.\n# ${every}\n`,
    args,
    when: `  <key>StartCalendarInterval</key>
  <dict>
${weekday}    <key>Hour</key>
    <integer>3</integer>
    <key>Minute</key>
    <integer>10</integer>
  </dict>`,
    log: name,
  });
};
