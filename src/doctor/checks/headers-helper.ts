import { isObject } from '../../object.ts';
import { defineCheck, failed } from '../check.ts';
import type { Layer } from '../layers.ts';
import { runBounded } from '../run-bounded.ts';

const key = 'otelHeadersHelper';

/** Seconds: doctor waits no longer for a program of the person's. */
const mostSeconds = 15;

const isProject = ({ name }: Layer): boolean => name === 'project' || name === 'local';

/** Why the client takes no headers from what was printed; undefined where it does. */
const troubleIn = (printed: string): string | undefined => {
  try {
    const headers: unknown = JSON.parse(printed);
    if (!isObject(headers)) return 'it printed no JSON object';
    const wrong = Object.entries(headers).find(([, value]) => typeof value !== 'string');
    return wrong && `the value of ${wrong[0]} is not a text`;
  } catch {
    return 'it printed no JSON';
  }
};

/**
 * The program that gives the headers of each export. Where it gives none the client exports nothing, whether the receiver
 * wants headers or not (seen with client 2.1.332). What it prints may be secret and is not shown.
 */
export const headersHelper = defineCheck({
  id: 'headers-helper',
  title: 'Program for the headers of the export',
  group: 'settings',
  needs: ['telemetry'],
  problems: {
    failing: failed(
      `${key} of the settings gives no headers: the client then sends nothing at all.`,
      `have it print one JSON object of texts and end with 0; this stack needs none: take ${key} out of the settings`,
    ),
  },
  run: async (at) => {
    const { all } = await at.layers();
    const layer = all.find(({ settings }) => typeof settings[key] === 'string' && settings[key] !== '');
    if (!layer) return { ok: 'none' };
    const { place, settings } = layer;
    // The client asks whether a folder is trusted before it runs what is written there; doctor cannot.
    if (isProject(layer)) return { ok: `not run, it is of a project: ${place}` };
    const answer = await runBounded('/bin/sh', ['-c', String(settings[key])], {
      seconds: mostSeconds,
      env: at.env,
      cwd: at.project,
    });
    const trouble = !answer
      ? `no answer within ${mostSeconds} s`
      : answer.exitCode === 0
        ? troubleIn(answer.stdout)
        : `${answer.exitCode === undefined ? answer.shortMessage : `exit code ${answer.exitCode}`}`;
    return trouble
      ? { problem: 'failing', evidence: [`${place}: ${trouble}`] }
      : { ok: `it gives headers: ${place}` };
  },
});
