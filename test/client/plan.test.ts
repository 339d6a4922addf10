import { describe, expect, it } from 'vitest';
import { plan } from '../../src/client/plan.ts';
import { unplan } from '../../src/client/unplan.ts';
import { Failure } from '../../src/failure.ts';
import { entry, wantedFor } from './wanted.ts';

const guard = { type: 'command', command: '/usr/local/bin/their-guard' };

/** Settings as they are found in the wild. Every one must come back byte for byte. */
const files: Readonly<Record<string, string>> = {
  'an empty object': '{}',
  'an empty object with a final newline': '{}\n',
  'one line': '{"model":"opus","permissions":{"allow":["Bash(ls:*)"]}}',
  'one line with blanks': '{ "model": "opus", "env": { "A": "1" } }\n',
  'two spaces': '{\n  "model": "opus",\n  "includeCoAuthoredBy": false\n}\n',
  'four spaces, no final newline': '{\n    "env": {\n        "A": "1"\n    },\n    "model": "opus"\n}',
  tabs: '{\n\t"env": {\n\t\t"A": "1",\n\t\t"B": "2"\n\t},\n\t"hooks": {}\n}\n',
  'Windows line endings': '{\r\n  "model": "opus",\r\n  "env": {\r\n    "A": "1"\r\n  }\r\n}\r\n',
  'a byte order mark': '\uFEFF{\n  "model": "opus"\n}\n',
  'comma first, blanks before colons':
    '{\n    "a" : true\n  , "env" : { "X":"1","Y":"2" }\n  , "b" : [ ]\n}\n',
  'blank lines': '{\n\n  "a": 1,\n\n\n  "env": {\n\n    "X": "1"\n\n  }\n\n}\n\n',
  'empty env and hooks': '{\n  "env": {},\n  "hooks": { "PreToolUse": [], "Stop": [] }\n}\n',
  "others' hooks on our events": `${JSON.stringify(
    {
      hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [guard] }], Stop: [{ hooks: [guard, guard] }] },
      env: {},
    },
    null,
    2,
  )}\n`,
  'numbers and escapes as they were typed': '{\n  "a": 1.50e3,\n  "b": "\\u00fc\\/",\n  "c": -0.0\n}\n',
  'a name twice': '{\n  "env": { "A": "1" },\n  "env": { "A": "2" }\n}\n',
  'a large file': `${JSON.stringify(
    {
      permissions: { allow: Array.from({ length: 3000 }, (_, n) => `Bash(make target-${n}:*)`) },
      env: { A: '1' },
    },
    null,
    2,
  )}\n`,
};

describe.each(Object.entries(files))('settings with %s', (_, text) => {
  const once = plan(text, wantedFor());

  it('get telemetry and hooks', () => {
    const settings = JSON.parse(once.text.replace(/^\uFEFF/, ''));
    expect(settings.env).toMatchObject({
      CLAUDE_CODE_ENABLE_TELEMETRY: '1',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4317',
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'cumulative',
    });
    expect(settings.hooks.PreToolUse.at(-1).hooks[0].command).toBe(`'${entry}'`);
  });

  it('keep everything else', () => {
    const before = JSON.parse(text.replace(/^\uFEFF/, ''));
    const after = JSON.parse(once.text.replace(/^\uFEFF/, ''));
    for (const [name, value] of Object.entries(before)) {
      if (name === 'env') expect(after.env).toMatchObject(value as object);
      else if (name !== 'hooks') expect(after[name]).toEqual(value);
    }
    const hooks: Record<string, unknown[]> = before.hooks ?? {};
    for (const [event, groups] of Object.entries(hooks)) {
      expect(after.hooks[event].slice(0, groups.length)).toEqual(groups);
    }
  });

  it('are not touched by a second setup', () => {
    const twice = plan(once.text, wantedFor(), once.remembered);
    expect(twice.changes).toEqual([]);
    expect(twice.text).toBe(once.text);
    expect(twice.remembered).toEqual(once.remembered);
  });

  it('come back byte for byte, and without the backup too', () => {
    const { text: back, kept } = unplan(once.text, wantedFor(), once.remembered);
    expect(back).toBe(text);
    expect(kept).toEqual([]);
  });
});

describe('setup', () => {
  it('makes settings where there are none, and takes them away again', () => {
    const made = plan(undefined, wantedFor());
    expect(made.text).toMatch(/^\{\n {2}"env": \{\n {4}"CLAUDE_CODE_ENABLE_TELEMETRY": "1",\n/);
    expect(made.text.endsWith('\n}\n')).toBe(true);
    expect(unplan(made.text, wantedFor(), made.remembered, { isOurFile: true }).text).toBeUndefined();
  });

  it('takes an empty file for an empty object', () => {
    expect(plan('', wantedFor()).text).toBe(plan(undefined, wantedFor()).text);
    expect(plan(' \n', wantedFor()).text).toBe(plan(undefined, wantedFor()).text);
  });

  it('writes in the way the file is written', () => {
    const { text } = plan('{\r\n\t"model" : "opus"\r\n}', wantedFor({ hooks: false }));
    expect(text).toMatch(
      /^\{\r\n\t"model" : "opus",\r\n\t"env" : \{\r\n\t\t"CLAUDE_CODE_ENABLE_TELEMETRY" : "1",\r\n/,
    );
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('shows an endpoint of somebody else as old and new, and gives it back', () => {
    const theirs =
      '{"env": {"OTEL_EXPORTER_OTLP_ENDPOINT": "https://otel.example.com", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT": "https://m.example.com"}}';
    const { text, changes, remembered } = plan(theirs, wantedFor());
    expect(changes).toContainEqual(
      expect.objectContaining({
        path: 'env.OTEL_EXPORTER_OTLP_ENDPOINT',
        before: 'https://otel.example.com',
        after: 'http://127.0.0.1:4317',
      }),
    );
    expect(JSON.parse(text).env).not.toHaveProperty('OTEL_EXPORTER_OTLP_METRICS_ENDPOINT');
    const back = JSON.parse(unplan(text, wantedFor(), remembered).text ?? '');
    expect(back).toEqual(JSON.parse(theirs));
  });

  it('does not touch a value that is right already, however it is written', () => {
    const theirs = '{"env": {"CLAUDE_CODE_ENABLE_TELEMETRY": "\\u0031"}}';
    const { text, changes } = plan(theirs, wantedFor());
    expect(text).toContain('"\\u0031"');
    expect(changes.map(({ path }) => path)).not.toContain('env.CLAUDE_CODE_ENABLE_TELEMETRY');
  });

  it('keeps exporters and attributes that were there', () => {
    const theirs = {
      env: { OTEL_METRICS_EXPORTER: 'prometheus', OTEL_RESOURCE_ATTRIBUTES: 'host.name=box,team=old' },
    };
    const text = JSON.stringify(theirs);
    const wanted = wantedFor({ attributes: { team: 'Platform & Tools' } });
    const { text: after, remembered } = plan(text, wanted);
    expect(JSON.parse(after).env).toMatchObject({
      OTEL_METRICS_EXPORTER: 'prometheus,otlp',
      OTEL_RESOURCE_ATTRIBUTES: 'host.name=box,team=Platform%20%26%20Tools',
    });
    expect(unplan(after, wanted, remembered).text).toBe(text);
  });

  it('takes back what is no longer chosen', () => {
    const first = plan(
      '{"env":{"OTEL_METRICS_INCLUDE_SESSION_ID":"true"}}',
      wantedFor({ sessionId: false, prompts: true }),
    );
    const second = plan(first.text, wantedFor(), first.remembered);
    expect(JSON.parse(second.text).env).toMatchObject({ OTEL_METRICS_INCLUDE_SESSION_ID: 'true' });
    expect(JSON.parse(second.text).env).not.toHaveProperty('OTEL_LOG_USER_PROMPTS');
  });

  it('replaces its hooks when a port or the state folder moved', () => {
    const first = plan(undefined, wantedFor());
    const moved = wantedFor({}, { port: 5320, entryPath: '/srv/start-observability/hooks/entry' });
    const { text } = plan(first.text, moved, first.remembered);
    expect(text).not.toContain(entry);
    expect(text).not.toContain(':4320/');
    expect(JSON.parse(text).hooks.PreToolUse).toHaveLength(1);
    expect(JSON.parse(text).hooks.PostToolUse).toHaveLength(1);
  });

  it('removes its hooks when they are switched off, and leaves those of others', () => {
    const theirs = JSON.stringify({ hooks: { PreToolUse: [{ hooks: [guard] }] } }, null, 2);
    const first = plan(theirs, wantedFor());
    const { text } = plan(first.text, wantedFor({ hooks: false }), first.remembered);
    expect(JSON.parse(text).hooks).toEqual({ PreToolUse: [{ hooks: [guard] }] });
  });

  it('leaves its hook where somebody moved it', () => {
    const settings = JSON.parse(plan(undefined, wantedFor()).text);
    const own = settings.hooks.PreToolUse.pop();
    settings.hooks.PreToolUse.push({ matcher: 'Bash', hooks: [guard, ...own.hooks] });
    const text = JSON.stringify(settings, null, 2);
    expect(plan(text, wantedFor()).text).toBe(text);
    const back = JSON.parse(unplan(text, wantedFor(), undefined).text ?? '');
    expect(back.hooks.PreToolUse).toEqual([{ matcher: 'Bash', hooks: [guard] }]);
  });

  it.each([
    ['{\n  // ours\n  "a": 1\n}', 'line 2, column 3', 'comments'],
    ['{\n  "a": 1,\n}', 'line 3, column 1', 'correct that line'],
    ['{"a"', 'line 1, column 5', 'correct that line'],
    ['[]', 'outermost', 'braces'],
    ['{"env": "x"}', 'env is a string', 'by hand'],
    ['{"hooks": {"PreToolUse": {}}}', 'hooks.PreToolUse is a object', 'by hand'],
  ])('refuses %j with the place and what to do', (text, place, fix) => {
    const refused = () => plan(text, wantedFor());
    expect(refused).toThrow(Failure);
    try {
      refused();
    } catch (error) {
      expect((error as Failure).text).toContain(place);
      expect((error as Failure).fix).toContain(fix);
    }
  });
});

describe('uninstall', () => {
  it('leaves the lines of others in the middle, before and behind as they are', () => {
    const { text, remembered } = plan('{\n  "model": "opus"\n}\n', wantedFor());
    const edited = text
      .replace('    "OTEL_LOGS_EXPORTER"', '    "MINE" :  "1",\n    "OTEL_LOGS_EXPORTER"')
      .replace(/\n\}\n$/, ',\n    "theme":   "dark"\n}\n');
    expect(unplan(edited, wantedFor(), remembered).text).toBe(
      '{\n  "model": "opus",\n  "env": {\n    "MINE" :  "1"\n  },\n    "theme":   "dark"\n}\n',
    );
  });

  it('keeps a value that somebody changed after setup, and says so', () => {
    const { text, remembered } = plan('{\n  "model": "opus"\n}', wantedFor());
    const edited = text.replace(
      '"OTEL_METRIC_EXPORT_INTERVAL": "10000"',
      '"OTEL_METRIC_EXPORT_INTERVAL": "30000"',
    );
    expect(edited).not.toBe(text);
    const back = unplan(edited, wantedFor(), remembered);
    expect(back.kept).toEqual(['OTEL_METRIC_EXPORT_INTERVAL']);
    expect(JSON.parse(back.text ?? '')).toEqual({
      model: 'opus',
      env: { OTEL_METRIC_EXPORT_INTERVAL: '30000' },
    });
  });

  it('finds what is ours without its memory', () => {
    const { text } = plan('{"model": "opus"}', wantedFor());
    expect(JSON.parse(unplan(text, wantedFor(), undefined).text ?? '')).toEqual({ model: 'opus' });
  });

  it("leaves another tool's telemetry alone when it has no memory", () => {
    const theirs =
      '{"env":{"CLAUDE_CODE_ENABLE_TELEMETRY":"1","OTEL_EXPORTER_OTLP_ENDPOINT":"https://otel.example.com"}}';
    expect(unplan(theirs, wantedFor(), undefined).text).toBe(theirs);
  });
});
