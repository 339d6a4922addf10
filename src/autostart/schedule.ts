import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { Home } from '../config/home.ts';
import { shellWord } from '../hooks/hook-settings.ts';
import { manageWith, optionsFor } from './manager.ts';
import {
  launchdHome,
  launchdJob,
  launchdLabel,
  systemdHome,
  systemdJob,
  systemdTimer,
  type UnitOptions,
} from './unit.ts';

const scheduleNames = ['report', 'backup'] as const;

/** Work that is done at a fixed time. */
export interface Schedule {
  readonly name: (typeof scheduleNames)[number];
  readonly every: Every;
  /** What start-observability is called with. */
  readonly args: readonly string[];
}

export const everies = ['daily', 'weekly'] as const;
export type Every = (typeof everies)[number];

interface ScheduleFile {
  readonly file: string;
  readonly text: string;
}

interface SchedulePlan {
  readonly files: readonly ScheduleFile[];
  readonly enable: readonly (readonly string[])[];
  readonly disable: readonly (readonly string[])[];
  readonly probe: readonly string[];
}

const unitFolder = (env: NodeJS.ProcessEnv): string =>
  path.join(env['XDG_CONFIG_HOME'] || path.join(os.homedir(), '.config'), 'systemd', 'user');

const systemdPlan = (
  { name, every, args }: Schedule,
  options: UnitOptions,
  env: NodeJS.ProcessEnv,
): SchedulePlan => {
  const unit = `start-observability-${name}`;
  const folder = unitFolder(env);
  const control = (...words: readonly string[]) => ['systemctl', '--user', ...words];
  return {
    files: [
      { file: path.join(folder, `${unit}.service`), text: systemdJob(options, name, args) },
      { file: path.join(folder, `${unit}.timer`), text: systemdTimer(name, every) },
    ],
    enable: [control('daemon-reload'), control('enable', '--now', `${unit}.timer`)],
    disable: [control('disable', '--now', `${unit}.timer`)],
    probe: control('show-environment'),
  };
};

const launchdPlan = ({ name, every, args }: Schedule, options: UnitOptions): SchedulePlan => {
  const domain = `gui/${process.getuid?.() ?? 0}`;
  const label = `${launchdLabel}.${name}`;
  const file = path.join(os.homedir(), 'Library', 'LaunchAgents', `${label}.plist`);
  return {
    files: [{ file, text: launchdJob(options, name, every, args) }],
    enable: [['launchctl', 'bootstrap', domain, file]],
    disable: [['launchctl', 'bootout', `${domain}/${label}`]],
    probe: ['launchctl', 'print', domain],
  };
};

/** The files of a schedule, and what the service manager of this system is told. */
export const planOf = (
  schedule: Schedule,
  options: UnitOptions,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): SchedulePlan =>
  platform === 'darwin' ? launchdPlan(schedule, options) : systemdPlan(schedule, options, env);

/** The same for people without a service manager: ten past three, on Mondays where it is weekly. */
const cronLine = ({ every, args }: Schedule, home: Home): string =>
  `10 3 * * ${every === 'weekly' ? '1' : '*'} START_OBSERVABILITY_HOME=${shellWord(home.root)} ${[optionsFor(home).launcher, ...args].map(shellWord).join(' ')}`;

/** Has it done from now on. Safe to repeat. @throws Failure where no service manager answers; nothing is written then */
export const installSchedule = async (home: Home, schedule: Schedule): Promise<readonly string[]> => {
  const plan = planOf(schedule, optionsFor(home));
  const { mustAnswer, run, mustWork } = manageWith(
    plan.probe,
    `put this line into a crontab: ${cronLine(schedule, home)}`,
  );
  await mustAnswer();
  if (plan.files.some(({ file }) => existsSync(file))) for (const command of plan.disable) await run(command);
  for (const { file, text } of plan.files) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileAtomic(file, text, { mode: 0o644 });
  }
  for (const command of plan.enable) await mustWork(command);
  return plan.files.map(({ file }) => file);
};

/** No longer does it. False where it was not scheduled. */
export const removeSchedule = async (home: Home, name: Schedule['name']): Promise<boolean> => {
  const plan = planOf({ name, every: 'daily', args: [] }, optionsFor(home));
  if (!plan.files.some(({ file }) => existsSync(file))) return false;
  const { run } = manageWith(plan.probe);
  for (const command of plan.disable) await run(command);
  for (const { file } of plan.files) await rm(file, { force: true });
  return true;
};

const isOf = (home: Home, text: string): boolean =>
  [systemdHome, launchdHome].some((mark) => text.includes(mark(home.root)));

/** How often something is done; undefined where it is not scheduled for this state folder. */
export const scheduledEvery = (home: Home, name: Schedule['name']): Every | undefined => {
  const { files } = planOf({ name, every: 'daily', args: [] }, optionsFor(home));
  const texts = files.flatMap(({ file }) => (existsSync(file) ? [readFileSync(file, 'utf8')] : []));
  if (!texts.some((text) => isOf(home, text))) return undefined;
  return everies.find((every) => texts.some((text) => text.includes(`\n# ${every}\n`)));
};

/** For `uninstall`: what is scheduled for this state folder ends. Never a reason to stop. */
export const removeSchedulesOf = async (home: Home): Promise<void> => {
  for (const name of scheduleNames)
    if (scheduledEvery(home, name) !== undefined) await removeSchedule(home, name).catch(() => undefined);
};
