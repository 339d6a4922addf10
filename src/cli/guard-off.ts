import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { installHooks } from '../client/hook-service.ts';
import { home as stateHome } from '../config/home.ts';
import { load } from '../config/load.ts';
import { defaults } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import { guardOff, longestOffMilliseconds, switchOff, switchOn } from '../hooks/decide/guard-off.ts';
import { makeApprovalKey, readApprovalKey } from '../hooks/decide/signature.ts';
import { entryFolder, entryPath } from '../hooks/entry/install.ts';
import { localTime } from '../local-time.ts';
import { lastActs } from './guard-acts.ts';
import { recordAct } from './hand-in-acts.ts';
import { confirmByWord, mustBeAtTerminal } from './person.ts';
import { paint, print, printJson, say, table } from './terminal.ts';

const unitMilliseconds: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000 };

/** `30m`, `2h` in milliseconds. */
const durationOf = (text: string): number => {
  const [, amount, unit = ''] = /^(\d{1,4})([mh])$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (unitMilliseconds[unit] ?? Number.NaN);
  if (milliseconds > 0 && milliseconds <= longestOffMilliseconds) return milliseconds;
  throw new Failure(`The guard cannot be off for ${text}.`, {
    fix: 'a time up to 24h, like 30m or 2h',
    exitCode: exitCode.usage,
  });
};

/**
 * The entry anew, because a broken one (Node moved, a file gone) would refuse every call, whatever is switched off. A
 * broken configuration must not keep a person from it.
 */
const repairEntry = async (): Promise<void> => {
  const home = stateHome();
  const config = (() => {
    try {
      return load(home).config;
    } catch {
      return defaults();
    }
  })();
  try {
    await installHooks({ home, config });
  } catch (cause) {
    throw new Failure('The hook entry cannot be repaired, so the guard cannot be switched off by it.', {
      where: entryPath(entryFolder(home.root)),
      fix: "make that folder writable; or take the hooks out of the client's settings: start-observability uninstall",
      cause,
    });
  }
};

const off = (): Command =>
  new Command('off')
    .description('Switch the guard off for a while. It comes back when the time is over.')
    .argument('<duration>', 'up to 24h: 30m, 2h')
    .requiredOption('--reason <text>', 'why; it stands in the audit trail and in every answer meanwhile')
    .action(async (duration: string, { reason }: { reason: string }) => {
      mustBeAtTerminal();
      const from = Date.now();
      const until = from + durationOf(duration);
      confirmByWord(`Switch the guard off until ${localTime(until)}? No call is stopped meanwhile.`);
      const home = stateHome();
      const { root, secrets } = home;
      await repairEntry();
      switchOff(entryFolder(root), makeApprovalKey(secrets), { from, until, reason: reason.slice(0, 200) });
      await recordAct(home, {
        act: 'off',
        until: new Date(until).toISOString(),
        reason: reason.slice(0, 200),
      });
      say(paint('yellow', `The guard is off until ${localTime(until)}.`, process.stderr));
      say('start-observability guard on ends that at once.');
    });

/** Switching on needs no person: it only makes things stricter. */
const on = (): Command =>
  new Command('on').description('Switch the guard on again before its time.').action(async () => {
    const home = stateHome();
    const { root, secrets } = home;
    const wasOff = guardOff(entryFolder(root), readApprovalKey(secrets)) !== undefined;
    switchOn(entryFolder(root));
    if (wasOff) await recordAct(home, { act: 'on' });
    say(wasOff ? 'The guard is on.' : 'The guard was on.');
  });

const status = (): Command =>
  new Command('status')
    .description('Whether the guard is on, by which profile, and what people did about it.')
    .option('--json', 'as JSON')
    .action(({ json }: { json?: boolean }) => {
      const home = stateHome();
      const folder = entryFolder(home.root);
      const { profile } = load(home).config.guard;
      const isInstalled = existsSync(entryPath(folder));
      const switchedOff = guardOff(folder, readApprovalKey(home.secrets));
      const acts = lastActs(home.root, 20);
      if (json) {
        const until = switchedOff && new Date(switchedOff.until).toISOString();
        return printJson({
          installed: isInstalled,
          profile,
          off: switchedOff ? { until, reason: switchedOff.reason } : null,
          acts,
        });
      }
      if (!isInstalled) print(paint('yellow', 'The guard is not installed: start-observability setup'));
      else if (switchedOff)
        print(paint('yellow', `off until ${localTime(switchedOff.until)}: ${switchedOff.reason}`));
      else print(`${profile === 'off' ? paint('yellow', 'off') : paint('green', 'on')}  profile ${profile}`);
      if (acts.length > 0)
        print(
          table(
            acts.map(({ at, user, act, pattern = '', until = '', reason = '' }) => [
              at,
              user,
              act,
              `${pattern}${until && `until ${until}`}`,
              reason,
            ]),
          ),
        );
    });

export const switching: readonly (() => Command)[] = [off, on, status];
