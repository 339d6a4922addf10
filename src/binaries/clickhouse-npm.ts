import type { NpmPackages } from './program.ts';

/**
 * Starts the ClickHouse of `libchdb.so` with the arguments of `clickhouse server`. The library holds the engine as
 * `clickhouse local`, which serves HTTP once it is told to, for as long as its query runs. Its port for native clients
 * ends the process at a failed login, so that one stays closed.
 */
const script = `#!/usr/bin/env node
const { readFileSync, rmSync } = require('node:fs');
const { open, load, DataType } = require('ffi-rs');
const { arch, platform } = process;
const library = 'chdb';
open({ library, path: require.resolve(\`@chdb/lib-\${platform}-\${arch}-gnu/libchdb.so\`) });
const given = process.argv.slice(2);
const wanted = given.filter((arg) => arg.startsWith('--config-file='));
const query = [
  'SYSTEM START LISTEN HTTP',
  'SELECT sleepEachRow(1) FROM system.numbers SETTINGS max_block_size = 1, max_execution_time = 0, max_threads = 1 FORMAT Null',
].join('; ');
// Its database \`system\` is in memory: files of an earlier process keep this one from making the table anew.
for (const option of wanted) {
  const [, data] = /<path>(.+)<\\/path>/.exec(readFileSync(option.slice('--config-file='.length), 'utf8')) ?? [];
  if (data) rmSync(data + '/data/system/query_log', { recursive: true, force: true });
}
const isQuestion = given.includes('--version');
const args = isQuestion
  ? ['clickhouse', "--query=SELECT 'ClickHouse version ' || version() FORMAT TSVRaw"]
  : ['clickhouse', ...wanted, \`--query=\${query}\`];
const call = (funcName, retType, paramsType, paramsValue) =>
  load({ library, funcName, retType, paramsType, paramsValue });
const result = call(
  'chdb_query_cmdline',
  DataType.External,
  [DataType.I32, DataType.StringArray],
  [args.length, args],
);
if (isQuestion)
  process.stdout.write(call('chdb_result_buffer', DataType.String, [DataType.External], [result]));
process.exit(isQuestion ? 0 : 1);
`;

/** The engine as npm has it, where no official release can be had. */
export const clickhouseOfNpm: NpmPackages = {
  system: { os: 'linux', arch: 'amd64' },
  packages: [
    {
      name: '@chdb/lib-linux-x64-gnu',
      version: '26.7.3-stable.1',
      integrity:
        'sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==',
    },
    {
      name: 'ffi-rs',
      version: '1.3.7',
      integrity:
        'sha512-5MMZQS2t/6f/ec3sx0f51gBcKGZPGfolPAW04lvLOSYnr7gmOKs8YzH1Rh+34WGO+VtcgcTuxaUUoJLcR4Tirg==',
    },
    {
      name: '@yuuang/ffi-rs-linux-x64-gnu',
      version: '1.3.7',
      integrity:
        'sha512-upEz1Q98T51x2In872fsjgHCJbE3e8r9JxhJD+5NvSMk6BpieYWRodTbsMxV6oKWmfl12loKwF2j4OBSWKl0lA==',
    },
  ],
  megabytes: 543,
  script: { name: 'clickhouse', text: script },
};
