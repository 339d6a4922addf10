import { expect, onTestFinished, test } from 'vitest';
import type { FoundProgram, ProgramName } from '../../src/binaries/program.ts';
import { defaults } from '../../src/config/schema.ts';
import type { RunPlan } from '../../src/runtime/plan.ts';
import { planOf } from '../../src/runtime/planning.ts';
import { processes } from '../../src/stack/site.ts';
import { stackArtefacts } from '../../src/stack/stack-files.ts';
import { temporaryHome } from '../home.ts';

const found = (name: ProgramName): FoundProgram => ({
  name,
  path: `/programs/${name}`,
  version: '1.2.3',
  source: 'PATH',
  extraArgs: [],
});

const planWith = (has: { otelcol: boolean; grafana: boolean }, config = defaults()): RunPlan => {
  const home = temporaryHome();
  const site = processes(config, home, {
    embeddedCollector: !has.otelcol,
    hasGrafana: has.grafana,
    privatePorts: { otlpHttp: 40_001, prometheus: 40_002, pushgateway: 40_003 },
  });
  const programs = {
    prometheus: found('prometheus'),
    pushgateway: found('pushgateway'),
    otelcol: has.otelcol ? found('otelcol') : undefined,
    grafana: has.grafana ? found('grafana') : undefined,
    alertmanager: undefined,
    amtool: undefined,
    clickhouse: undefined,
  };
  return planOf({ home, site, programs, artefacts: stackArtefacts(site) });
};

const names = ({ processes: all }: RunPlan): readonly string[] => all.map(({ name }) => name);

test('the ledger takes the part of a collector that is not there, with its ports', () => {
  const without = planWith({ otelcol: false, grafana: false });
  expect(names(without)).not.toContain('collector');
  expect(without.processes[0]).toMatchObject({ name: 'ledger', ports: [4319, 4317, 4318, 13_133, 8888] });
  expect(without.processes[0]?.env).toMatchObject({ LEDGER_OTLP_GRPC: '127.0.0.1:4317' });
  const with_ = planWith({ otelcol: true, grafana: false });
  expect(names(with_)).toContain('collector');
  expect(with_.processes[0]).toMatchObject({ name: 'ledger', ports: [4319, 4318] });
  expect(with_.processes[0]?.env).toMatchObject({ LEDGER_COLLECTOR_URL: 'http://127.0.0.1:40001' });
  expect(with_.processes[0]?.env).not.toHaveProperty('LEDGER_OTLP_GRPC');
});

test('our pages are always there: in the place of Grafana, or beside it', () => {
  const ports = (has: { otelcol: boolean; grafana: boolean }) =>
    planWith(has).processes.find(({ name }) => name === 'pages')?.ports;
  expect(ports({ otelcol: true, grafana: false })).toEqual([3000, 9090, 9091]);
  expect(ports({ otelcol: true, grafana: true })).toEqual([3001, 9090, 9091]);
  expect(names(planWith({ otelcol: true, grafana: false }))).not.toContain('grafana');
});

test("nothing of the caller's environment reaches a component but where the system's things are", () => {
  process.env['ANTHROPIC_API_KEY'] = 'private';
  onTestFinished(() => {
    delete process.env['ANTHROPIC_API_KEY'];
  });
  const text = JSON.stringify(planWith({ otelcol: true, grafana: true }));
  expect(text).not.toContain('private');
});

test('everything listens on the loopback interface alone', () => {
  const text = JSON.stringify(planWith({ otelcol: true, grafana: true }));
  expect(text).not.toContain('0.0.0.0');
  const settings = planWith({ otelcol: true, grafana: false }).processes.map(({ args, env }) =>
    [...args, ...Object.values(env)].join(' '),
  );
  for (const [index, setting] of settings.entries()) {
    if (!/collector\/config.yaml/.test(setting)) expect(setting, String(index)).toMatch(/127\.0\.0\.1:\d+/);
  }
});

test('a changed configuration changes what is planned for the components it concerns, and no others', () => {
  const before = planWith({ otelcol: true, grafana: false });
  const changed = defaults();
  const after = planWith(
    { otelcol: true, grafana: false },
    { ...changed, prometheus: { ...changed.prometheus, externalLabels: { site: 'here' } } },
  );
  const inputs = ({ processes: all }: RunPlan) =>
    Object.fromEntries(all.map(({ name, inputs: of }) => [name, of]));
  expect(inputs(after)['prometheus']).not.toBe(inputs(before)['prometheus']);
  expect(inputs(after)['pushgateway']).toBe(inputs(before)['pushgateway']);
});
