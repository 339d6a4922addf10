import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { exitCode, Failure } from '../failure.ts';
import { isObject } from '../object.ts';

/** A configuration of the collector, or a part of one. */
export type CollectorPart = Readonly<Record<string, unknown>>;

interface Pipeline {
  readonly receivers?: readonly string[];
  readonly processors?: readonly string[];
  readonly exporters?: readonly string[];
}

const sections = ['receivers', 'processors', 'exporters', 'connectors', 'extensions'] as const;
const knownSections = new Set<string>([...sections, 'service']);
const knownInService = new Set(['pipelines', 'extensions']);

const refuse = (file: string, what: string, fix: string): never => {
  throw new Failure('The fragment that collector.extra names cannot be used; nothing was changed.', {
    where: `${file}: ${what}`,
    fix,
    exitCode: exitCode.usage,
  });
};

/** The section of a part: an object, empty where there is none. */
const sectionOf = (part: CollectorPart, name: string, file: string): Record<string, unknown> => {
  const value = part[name] ?? {};
  return isObject(value)
    ? value
    : refuse(file, `${name} is not an object`, 'write names with their settings');
};

/**
 * Reads a person's own part of the collector's configuration.
 * @throws Failure when it is not there, not YAML, or has a section that the collector does not know
 */
export const readCollectorPart = (file: string): CollectorPart => {
  let part: unknown;
  try {
    part = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (cause) {
    return refuse(
      file,
      (cause as Error).message.split('\n')[0] ?? '',
      'correct the file, or unset collector.extra',
    );
  }
  if (!isObject(part))
    return refuse(file, 'it is not an object', 'write sections such as exporters and service');
  const strange = Object.keys(part).find((name) => !knownSections.has(name));
  if (strange) refuse(file, `unknown section ${strange}`, `use ${[...knownSections].join(', ')}`);
  const inService = Object.keys(sectionOf(part, 'service', file)).find((name) => !knownInService.has(name));
  if (inService)
    refuse(file, `service.${inService} is ours`, 'leave it out: pipelines and extensions can be added');
  return part;
};

/**
 * A configuration with a person's own part in it. It adds components and pipelines, and changes none of ours. A pipeline
 * that reads what clients send passes our memory limit and our redaction first, whatever it says itself.
 * @param before processors of ours by signal
 */
export const withCollectorPart = (
  own: CollectorPart,
  part: CollectorPart,
  before: (signal: string) => readonly string[],
  file: string,
): CollectorPart => {
  const merged: Record<string, unknown> = { ...own };
  for (const name of sections) {
    const [ours, theirs] = [sectionOf(own, name, file), sectionOf(part, name, file)];
    const taken = Object.keys(theirs).find((id) => id in ours);
    if (taken) refuse(file, `${name}.${taken} is one of ours`, `give it a name of its own: ${taken}/mine`);
    if (Object.keys(theirs).length > 0) merged[name] = { ...ours, ...theirs };
  }
  const [service, theirs] = [sectionOf(own, 'service', file), sectionOf(part, 'service', file)];
  const [pipelines, added] = [sectionOf(service, 'pipelines', file), sectionOf(theirs, 'pipelines', file)];
  const taken = Object.keys(added).find((id) => id in pipelines);
  if (taken)
    refuse(file, `service.pipelines.${taken} is one of ours`, `give it a name of its own: ${taken}/mine`);
  const guarded = Object.entries(added).map(([id, pipeline]) => {
    const { receivers = [], processors = [], ...rest } = (isObject(pipeline) ? pipeline : {}) as Pipeline;
    const first = receivers.includes('otlp') ? before(id.split('/')[0] ?? '') : [];
    return [id, { receivers, processors: [...new Set([...first, ...processors])], ...rest }];
  });
  const extensions = [...new Set([service['extensions'], theirs['extensions'] ?? []].flat())];
  merged['service'] = {
    ...service,
    extensions,
    pipelines: { ...pipelines, ...Object.fromEntries(guarded) },
  };
  return merged;
};
