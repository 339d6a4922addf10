import type { OptionSpec } from '../../program/options.ts';

/** How a program that runs another one is read: its own options, then so many operands, then the command. */
export interface Wrapper extends OptionSpec {
  /** Operands before the command, such as timeout's duration. */
  readonly skip?: number;
  /** Whether `NAME=value` may stand before the command. */
  readonly assignments?: boolean;
  /** Options whose value is itself shell source. */
  readonly source?: readonly string[];
  /** Options that start a shell where no command is given. */
  readonly shell?: readonly string[];
  /** Option that changes the folder the command runs in. */
  readonly folder?: readonly string[];
}

const none: Wrapper = {};

// biome-ignore format: a table
export const wrappers: Record<string, Wrapper> = {
  sudo: { short: 'CDghpRrTtUu', valued: 'user group host prompt chdir chroot role type close-from other-user command-timeout', assignments: true, folder: ['D', 'chdir'], shell: ['s', 'i', 'shell', 'login'] },
  doas: { short: 'Cu', assignments: true, shell: ['s'] },
  pkexec: { valued: 'user' },
  nice: { short: 'n', valued: 'adjustment' },
  ionice: { short: 'cnpPu', valued: 'class classdata pid' },
  chrt: { short: 'TPD', valued: 'sched-runtime sched-period sched-deadline', skip: 1 },
  taskset: { skip: 1 },
  timeout: { short: 'ks', valued: 'kill-after signal', skip: 1 },
  gtimeout: { short: 'ks', valued: 'kill-after signal', skip: 1 },
  nohup: none,
  setsid: none,
  stdbuf: { short: 'ioe', valued: 'input output error' },
  time: { short: 'fo', valued: 'format output' },
  '!': none,
  command: none,
  builtin: none,
  exec: { short: 'a' },
  busybox: none,
  toybox: none,
  unshare: { short: 'SGRw', valued: 'root wd setuid setgid' },
  nsenter: { short: 'tSGrw', valued: 'target setuid setgid root wd' },
  chroot: { valued: 'userspec groups', skip: 1 },
  prlimit: { short: 'op', valued: 'output pid' },
  'systemd-run': { short: 'HMpEut', valued: 'unit property description slice uid gid nice working-directory setenv host machine on-active on-calendar on-boot on-startup on-unit-active on-unit-inactive timer-property service-type', folder: ['working-directory'] },
  'systemd-inhibit': { valued: 'what who why mode' },
  strace: { short: 'abeEIoOpPsSuUX', valued: 'output trace user attach' },
  ltrace: { short: 'aeloFnpsuwA', valued: '' },
  valgrind: none,
  flock: { short: 'wEc', valued: 'timeout conflict-exit-code command', skip: 1, source: ['c', 'command'] },
  script: { short: 'cEBIOomTt', valued: 'command log-in log-out log-io echo output-limit logging-format log-timing', skip: 1, source: ['c', 'command'] },
  rtk: none,
  chronic: none,
  unbuffer: none,
  ts: none,
  ifne: none,
  faketime: { skip: 1 },
  fakeroot: none,
  proot: { short: 'rbwqk', valued: '' },
  firejail: none,
  bwrap: none,
  caffeinate: { short: 'tw' },
  'dbus-run-session': none,
  'xvfb-run': { short: 'enfpsw', valued: 'server-args server-num error-file auth-file xauth-protocol' },
  setarch: { skip: 1 },
  linux32: none,
  linux64: none,
  arch: none,
  runcon: { short: 'tulr', valued: 'type user range role' },
  setpriv: { valued: 'reuid regid groups inh-caps bounding-set' },
  gosu: { skip: 1 },
  'su-exec': { skip: 1 },
  cpulimit: { short: 'lpec', valued: 'limit pid exe cpu' },
  catchsegv: none,
  catch: none,
  entr: none,
  watchexec: { short: 'weiof', valued: 'watch exts ignore filter on-busy-update shell' },
  nodemon: { short: 'weixd', valued: 'watch ext exec ignore delay', source: ['x', 'exec'] },
  concurrently: none,
  hyperfine: { short: 'wrmMnNsSp', valued: 'warmup runs prepare setup cleanup shell', source: ['p', 'prepare', 'setup', 'cleanup'] },
  direnv: none,
  'cross-env': { assignments: true },
  dotenvx: none,
  daemonize: { short: 'aceoplu' },
  'start-stop-daemon': { short: 'xapnucrgdNPIRKS', valued: 'exec startas pidfile name user chdir', source: ['x', 'exec', 'a', 'startas'] },
  torsocks: none,
  proxychains: { short: 'f' },
  proxychains4: { short: 'f' },
  numactl: { short: 'CNmip', valued: 'cpunodebind membind physcpubind interleave' },
  perf: none,
  tsocks: none,
  eatmydata: none,
  choom: { short: 'np' },
  uclampset: { short: 'mM' },
  coproc: none,
  'aa-exec': { short: 'pn', valued: 'profile namespace' },
  cgexec: { short: 'g' },
  rlwrap: { short: 'aAbcCDefFgHimMnNopPqrRsStTUvwWz' },
};
