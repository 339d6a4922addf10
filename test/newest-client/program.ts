/** What the text of the client's program tells about it. Its code is minified; the words it sends and takes are not. */
export interface ToldByProgram {
  readonly metrics: readonly string[];
  readonly spans: readonly string[];
  readonly events: readonly string[];
  readonly hookEvents: readonly string[];
  readonly settings: readonly string[];
  readonly variables: readonly string[];
}

const distinct = (words: Iterable<string>): readonly string[] => [...new Set(words)].sort();

const matches = (text: string, expression: RegExp): readonly string[] =>
  [...text.matchAll(expression)].map(([whole, word]) => word ?? whole);

/** Metrics end in what they count; everything else with the client's prefix is a span. */
const isMetric = (name: string): boolean => /\.(count|total|usage|decision)$/.test(name);

/** The longest list that begins with the best-known hook event is that of all. */
const hookEventsIn = (text: string): readonly string[] => {
  const lists = matches(text, /\[("PreToolUse"(?:,"[A-Za-z]+")+)\]/g);
  const longest = lists.toSorted((one, other) => other.length - one.length)[0] ?? '';
  return distinct(matches(longest, /"([A-Za-z]+)"/g));
};

/** Events go through one function; whichever takes most of the known ones is it. */
const eventsIn = (text: string, known: readonly string[]): readonly string[] => {
  const calls = [...text.matchAll(/(?<![\w$.])([\w$]{1,8})\("([a-z][a-z0-9_]+)",/g)];
  const byFunction = new Map<string, Set<string>>();
  for (const [, name = '', event = ''] of calls)
    byFunction.set(name, (byFunction.get(name) ?? new Set()).add(event));
  const knownOf = (sent: ReadonlySet<string>) => known.filter((event) => sent.has(event)).length;
  const [best = new Set<string>()] = [...byFunction.values()].sort(
    (one, other) => knownOf(other) - knownOf(one),
  );
  return distinct(best);
};

/** Characters of the schema of the settings, on both sides of a key that it has always had. */
const schemaReach = 200_000;

const settingsIn = (text: string): readonly string[] => {
  const at = text.indexOf('cleanupPeriodDays:()=>');
  if (at < 0) return [];
  const schema = text.slice(Math.max(0, at - schemaReach), at + schemaReach);
  return distinct(matches(schema, /[,{]([a-zA-Z]\w+):\(\)=>/g));
};

/** Variables that decide what is sent. */
const telemetryVariable =
  /\b(?:OTEL_[A-Z][A-Z_]*[A-Z]|CLAUDE_CODE_[A-Z_]*(?:OTEL|TELEMETRY|TRACEPARENT)[A-Z_]*)\b/g;

/** Reads the text of the client's program. `knownEvents` are names of events that any version has. */
export const readProgram = (text: string, knownEvents: readonly string[]): ToldByProgram => {
  const names = distinct(matches(text, /["'`](claude_code\.[a-z_.]*[a-z])["'`]/g));
  return {
    metrics: names.filter(isMetric),
    spans: names.filter((name) => !isMetric(name)),
    events: eventsIn(text, knownEvents),
    hookEvents: hookEventsIn(text),
    settings: settingsIn(text),
    variables: distinct(matches(text, telemetryVariable)),
  };
};
