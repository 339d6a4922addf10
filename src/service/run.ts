import { type Logger, pino } from 'pino';
import { exitCode, Failure } from '../failure.ts';

/** What a service of ours is given when it starts. */
export interface Life {
  /** JSON lines on standard output; `LOG_LEVEL` sets how much. No content of any payload is ever logged. */
  readonly log: Logger;
  /** What to do when the service is told to stop. Steps run one after the other, in the order they were given. */
  readonly onStop: (step: () => unknown) => void;
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const levelFrom = (text: string | undefined): string => {
  if (text === undefined || text === '') return 'info';
  if (levels.some((level) => level === text.toLowerCase())) return text.toLowerCase();
  throw new Failure(`LOG_LEVEL is not a level: ${text}`, {
    where: 'environment variable LOG_LEVEL',
    fix: levels.join(', '),
    exitCode: exitCode.usage,
  });
};

const end = (log: Logger, error: unknown): never => {
  if (error instanceof Failure) {
    const { where, fix } = error;
    log.fatal({ where, fix }, error.message);
    process.exit(error.exitCode);
  }
  log.fatal({ err: error }, (error as Error).message);
  process.exit(exitCode.failed);
};

/** Runs one of our processes until it is told to stop, or cannot start: then it logs why and what to do. */
export const runService = (name: string, start: (life: Life) => Promise<void> | void): void => {
  let log = pino({ name });
  const steps: (() => unknown)[] = [];
  let isStopping = false;

  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    try {
      for (const step of steps) await step();
    } catch (error) {
      end(log, error);
    }
    log.info('stopped');
    process.exit(exitCode.ok);
  };

  const live = async (): Promise<void> => {
    try {
      log = pino({ name, level: levelFrom(process.env['LOG_LEVEL']) });
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
      await start({ log, onStop: (step) => steps.push(step) });
    } catch (error) {
      end(log, error);
    }
  };
  void live();
};
