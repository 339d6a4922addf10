import { named, program } from '../../program/program.ts';
import { runBehind } from '../../program/run.ts';
import { databasePatterns, reportSqlIn } from '../databases/sql.ts';
import { cloudPatterns } from './clouds.ts';

const remove = cloudPatterns['cloud-delete'];
const drop = databasePatterns['database-destroy'];

/** Command lines of platforms that host applications, and of the databases they rent out. */
export const hostingPrograms = {
  heroku: program({
    short: 'ar',
    valued: 'app remote confirm space team',
    also: (call) => {
      reportSqlIn(call);
      return runBehind(['run', 'run:detached', 'run:inside'], call);
    },
    rules: {
      'apps:destroy|apps:delete|addons:destroy|destroy|domains:remove|domains:clear|config:unset|pipelines:destroy|ps:kill|certs:remove|certs:auto:disable|labs:disable|members:remove|access:remove|buildpacks:clear|drains:remove|spaces:destroy|teams:destroy|keys:clear|pg:credentials:destroy|authorizations:revoke':
        remove,
      'pg:reset|pg:kill-all|redis:maintenance|pg:killall': drop,
      'pg:push|pg:backups:delete|pg:backups:restore|pg:copy': drop,
    },
    reveals: [
      'config',
      'config:get',
      'auth:token',
      'pg:credentials:url',
      'redis:credentials',
      'authorizations:info|authorizations:create',
      'config -s|--shell|-j|--json',
    ],
  }),
  ...named(
    'vercel vc now',
    program({
      rules: {
        'rm|remove': remove,
        'env|domains|project|projects|dns|secrets|alias|certs|teams|integration|blob rm|remove|del': remove,
        rollback: remove,
      },
      reveals: ['env pull'],
      harmless: 'help version',
    }),
  ),
  ...named(
    'netlify ntl',
    program({
      rules: {
        'sites:delete|env:unset|functions:delete|blobs:delete|unlink': remove,
        'env:import --replace-existing': remove,
      },
      reveals: ['env:get', 'env:list --plain|--json', 'env:clone'],
    }),
  ),
  wrangler: program({
    also: reportSqlIn,
    rules: { '... delete|delete-*|bulk-delete|rollback': remove, 'd1 time-travel restore': drop },
  }),
  supabase: program({
    also: reportSqlIn,
    rules: {
      'db reset': drop,
      'stop --no-backup': drop,
      'projects|branches|secrets|functions|domains|vanity-subdomains|storage|snippets delete|unset|rm':
        remove,
    },
    reveals: ['secrets list --reveal', 'projects api-keys', 'status -o|--output'],
  }),
  firebase: program({
    rules: {
      'firestore:delete|database:remove|hosting:disable|projects:delete|functions:delete|auth:import|apps:delete|remoteconfig:rollback|functions:secrets:destroy|functions:secrets:prune|hosting:channel:delete|hosting:sites:delete|functions:config:unset|appdistribution:testers:remove|extensions:ext:uninstall|ext:uninstall':
        remove,
    },
    reveals: ['functions:secrets:access', 'login:ci', 'functions:config:get', 'auth:export'],
  }),
  railway: program({
    rules: { 'delete|down|unlink|remove': remove, '... delete|remove': remove },
    reveals: [
      'variables|variable|vars $ !--set',
      'variables|variable|vars list|ls',
      'variables|variable|vars --json|-k|--kv',
    ],
  }),
  render: program({ rules: { '... delete': remove } }),
  turso: program({
    also: reportSqlIn,
    rules: { 'db destroy': drop, 'group|org destroy': remove, '... revoke|invalidate': remove },
    reveals: ['db tokens create', 'auth token', 'auth api-tokens mint'],
  }),
  pscale: program({
    also: reportSqlIn,
    rules: { 'database|branch|backup|password delete': drop, '... delete': remove },
    reveals: ['password create'],
  }),
  ...named(
    'neonctl neon',
    program({
      rules: { '... delete': drop, 'branches reset|restore': drop },
      reveals: ['connection-string|cs'],
    }),
  ),
  ...named('mongocli', program({ rules: { '... delete|terminate|drop': drop } })),
  hasura: program({
    rules: { 'metadata clear': drop, 'migrate delete': drop, 'migrate apply --down': drop },
  }),
  convex: program({ rules: { 'import --replace|--replace-all': drop }, reveals: ['env get|list'] }),
  surge: program({ rules: { teardown: remove } }),
  gigalixir: program({
    rules: { '... delete|destroy': remove, 'apps:destroy|pg:destroy': remove },
    reveals: ['config|config:show'],
  }),
  ...named(
    'deployctl koyeb northflank zeabur porter qovery clever scalingo platform upsun',
    program({
      rules: { '... delete|destroy|remove|rm|*:delete|*-destroy|uninstall': remove },
      reveals: ['... env list|get', 'env'],
    }),
  ),
  ...named(
    'kamal mrsk',
    program({
      rules: { 'remove|reboot': remove, '... remove|reboot': remove },
      reveals: ['secrets fetch|extract|print', 'config'],
    }),
  ),
  dokku: program({
    rules: { 'apps:destroy|*:destroy|*:unlink|config:unset|config:clear|domains:clear': remove },
    reveals: ['config|config:show|config:get|config:export'],
  }),
  eas: program({
    rules: {
      '*:delete': remove,
    },
    reveals: ['env:get|env:pull|env:exec', 'secret:get'],
  }),
  shopify: program({
    rules: { '... delete': remove, 'theme push -d|--nodelete': remove },
    reveals: ['app env show|pull'],
  }),
  ...named(
    'sf sfdx',
    program({
      valued: 'target-org file query',
      short: 'ofq',
      rules: {
        'org:delete|org:delete:*|force:org:delete|data:delete:*|project:delete:*|force:data:record:delete|force:source:delete':
          remove,
        'org|data|project|package|community delete': remove,
        'apex run': remove,
      },
      reveals: [
        'org display --verbose',
        'org:display --verbose',
        'org open --url-only|-r',
        'org auth show-*',
      ],
    }),
  ),
  auth0: program({
    rules: { '... delete|rm': remove },
    reveals: ['apps|apis show|create --reveal-secrets|-r', 'test token'],
  }),
  'sentry-cli': program({ rules: { '... delete': remove } }),
  twilio: program({ rules: { '*:remove|*:delete': remove } }),
  cap: program({ rules: { '... deploy:cleanup': remove } }),
};
