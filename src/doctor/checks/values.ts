import { isAtLeast } from '../../binaries/probe.ts';
import { isAttributeName } from '../../catalogue/attributes.ts';
import { isLabelSource, sharedLabelSources } from '../../catalogue/labels.ts';
import { mostAttributes } from '../../client/resource-attributes.ts';
import { defineCheck, warning } from '../check.ts';
import { sourceText } from '../effective.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { exportedSignals, signalVariable, variable } from '../target.ts';

/** The text of resource attributes that the SDK takes: one other character and it drops them all. */
const attributesText = /^[\x21-\x3a\x3c-\x5b\x5d-\x7e]*$/;

type ValueProblem =
  | 'dropped-attributes'
  | 'dropped-person'
  | 'newline'
  | 'delta'
  | 'no-session'
  | 'attributes'
  | 'many-attributes';
type LookAtValue = (
  at: DoctorSurroundings,
) => Promise<readonly { readonly problem: ValueProblem; readonly said: string }[]>;

const headers: LookAtValue = async (at) => {
  const all = await Promise.all(
    (await exportedSignals(at)).map((signal) => signalVariable(at, signal, 'HEADERS')),
  );
  return all
    .filter(({ value }) => value && /[\r\n]/.test(value))
    .map((one) => ({ problem: 'newline', said: sourceText(one) }));
};

const temporality: LookAtValue = async (at) => {
  const found = await variable(at, 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE');
  const isCumulative = found.value?.trim().toLowerCase() === 'cumulative';
  return isCumulative ? [] : [{ problem: 'delta', said: sourceText(found) }];
};

const sessions: LookAtValue = async (at) => {
  const found = await variable(at, 'OTEL_METRICS_INCLUDE_SESSION_ID');
  return ['false', '0'].includes(found.value ?? '')
    ? [{ problem: 'no-session', said: sourceText(found) }]
    : [];
};

/** Versions that stopped exporting with too many (anthropics/claude-code#71447). */
const minds = (version: string | undefined): boolean =>
  version !== undefined && isAtLeast(version, '2.1.161');

const attributes: LookAtValue = async (at) => {
  const found = await variable(at, 'OTEL_RESOURCE_ATTRIBUTES');
  const value = found.value ?? '';
  if (!attributesText.test(value)) return [{ problem: 'attributes', said: sourceText(found) }];
  const isMany = value.split(',').length > mostAttributes && minds(await at.client());
  return isMany ? [{ problem: 'many-attributes', said: sourceText(found) }] : [];
};

/** Names in a list of resource attributes. */
const namesIn = (value: string): readonly string[] =>
  value.split(',').flatMap((pair) => (pair.includes('=') ? [(pair.split('=')[0] ?? '').trim()] : []));

const isPerson = (name: string): boolean => (sharedLabelSources.user as readonly string[]).includes(name);

/** Attributes that the client sends and this stack does not keep. */
const dropped: LookAtValue = async (at) => {
  const found = await variable(at, 'OTEL_RESOURCE_ATTRIBUTES');
  const { labels, privacy } = at.config;
  const own = namesIn(found.value ?? '').filter((name) => !labels.extra.includes(name));
  const persons = own.filter((name) => isPerson(name) && privacy.person === 'drop');
  const free = own.filter((name) => !isLabelSource(name) && !isAttributeName(name));
  return [
    ...free.map(
      (name) => ({ problem: 'dropped-attributes', said: `${name} in ${found.layer?.place}` }) as const,
    ),
    ...persons.map(
      (name) => ({ problem: 'dropped-person', said: `${name} in ${found.layer?.place}` }) as const,
    ),
  ];
};

export const values = defineCheck({
  id: 'values',
  title: 'Values that lose data',
  group: 'settings',
  needs: ['telemetry'],
  problems: {
    'dropped-attributes': warning(
      'A resource attribute is sent and not kept: it is not a label of this stack.',
      "start-observability config set labels.extra '[NAME]', then start-observability restart",
    ),
    'dropped-person': warning(
      'A resource attribute names a person, and privacy.person drops it.',
      'start-observability setup --user-name NAME keeps names; or take the attribute out of OTEL_RESOURCE_ATTRIBUTES',
    ),
    newline: warning(
      'A header of the export ends in a new line: receivers refuse such requests.',
      'write the variable anew, without the new line (printf, not echo)',
    ),
    delta: warning(
      'The client counts in deltas: what one export loses is lost for good. Running totals repair it with the next.',
      'start-observability setup',
    ),
    'no-session': warning(
      'Without session ids two clients that run at once cannot be told apart: with running totals one is lost.',
      'unset OTEL_METRICS_INCLUDE_SESSION_ID; the stack never makes it a label',
    ),
    attributes: warning(
      'OTEL_RESOURCE_ATTRIBUTES has a character that must be percent-encoded: the client drops all of them.',
      'start-observability setup --team ... --project ... writes them encoded',
    ),
    'many-attributes': warning(
      `More than ${mostAttributes} resource attributes: some clients then stop sending metrics.`,
      'leave some out of OTEL_RESOURCE_ATTRIBUTES',
    ),
  },
  run: async (at) => {
    const found = (
      await Promise.all([headers, temporality, sessions, attributes, dropped].map((look) => look(at)))
    ).flat();
    const [first] = found;
    if (first) return { problem: first.problem, evidence: found.map(({ said }) => said) };
    return { ok: 'running totals, attributes that are kept' };
  },
});
