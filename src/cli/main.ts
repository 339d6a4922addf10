import { CommanderError } from 'commander';
import { exitCode, Failure } from '../failure.ts';
import { systemFailure } from '../system-failure.ts';
import { programFor } from './program.ts';
import { beVerbose, paint, say } from './terminal.ts';

const given = process.argv.slice(2);
// An option of that name here would take those of commands from them (`client build --version`).
const args = given[0] === '--version' ? ['version', ...given.slice(1)] : given;
const verbose = args.includes('--verbose') || args.includes('-v');
if (verbose) beVerbose();

/** Tells a person what went wrong and returns the exit code. Only what we did not expect shows a stack. */
const tell = (thrown: unknown): number => {
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCode.ok : exitCode.usage;
  const error = systemFailure(thrown) ?? thrown;
  if (error instanceof Failure) {
    say(paint('red', error.text, process.stderr));
    if (verbose && error.cause) say(String((error.cause as Error).stack ?? error.cause));
    return error.exitCode;
  }
  say(
    paint('red', 'Something broke that should not. Please report it with the lines below.', process.stderr),
  );
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCode.failed;
};

// `start-observability status | head` closes the pipe early: that is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCode.ok);
  throw error;
});

/** Commands that may be interrupted halfway. */
const changing = ['start', 'stop', 'restart', 'reset'];

process.on('SIGINT', () => {
  if (args.some((arg) => changing.includes(arg)))
    say('\nCancelled. The next `start-observability start` completes what is half done.');
  process.exit(exitCode.cancelled);
});

try {
  const program = await programFor(args);
  if (args.length === 0) program.outputHelp();
  else await program.parseAsync(args, { from: 'user' });
} catch (error) {
  process.exitCode = tell(error);
}
