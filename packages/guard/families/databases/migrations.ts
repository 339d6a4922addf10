import { options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import { databasePatterns } from './sql.ts';

const drop = databasePatterns['database-destroy'];

const rails = program({
  reads: '',
  rules: {
    'db:drop|db:drop:*|db:reset|db:reset:*|db:purge|db:purge:*|db:schema:load|db:schema:load:*|db:structure:load|db:setup|db:setup:*|db:truncate_all|db:migrate:reset|db:seed:replant|db:test:purge|db:mongoid:drop|db:mongoid:purge|db:rollback:all|destroy_all':
      drop,
  },
  reveals: ['credentials:show', 'encrypted:show', 'secrets:show'],
  // `rails db:drop db:create`: every operand is a task.
  also: (call, given) => {
    if (/^(runner|r)$/.test(given.operands[0] ?? ''))
      for (const code of given.operands.slice(1))
        call.shell.runWords(['ruby', '-e', code], call.state.child());
    for (const task of given.operands.slice(1))
      if (/^db:(drop|reset|purge|truncate_all|migrate:reset|schema:load|structure:load)/.test(task))
        call.reading.report(drop, `${call.name} ${task}`);
    return undefined;
  },
});

const artisan = program({
  reads: '',
  rules: {
    'migrate:fresh|migrate:refresh|migrate:reset|db:wipe|schema:drop|module:migrate-fresh|module:migrate-refresh|module:migrate-reset|tenants:migrate-fresh|queue:flush|queue:clear|telescope:clear|scout:flush|horizon:clear':
      drop,
  },
  harmless: 'help pretend',
});

const console = program({
  reads: '',
  rules: {
    'doctrine:database:drop|doctrine:schema:drop|doctrine:mongodb:schema:drop|doctrine:phpcr:*drop|d:d:d|d:s:d|doctrine:fixtures:load|doctrine:mongodb:fixtures:load|hautelook:fixtures:load':
      drop,
    'doctrine:schema:update --force|-f': drop,
  },
  reveals: ['secrets:list --reveal', 'secrets:reveal'],
  harmless: 'help dump-sql dry-run append',
});

const django = program({
  short: 'v',
  valued: 'settings database pythonpath app tag verbosity',
  reads: '',
  rules: {
    'flush|reset_db|reset_schema|drop_test_database|delete_all_data|clear_database': drop,
    'migrate * zero': drop,
  },
  harmless: 'help plan',
  also: ({ shell, state, args, stdin }, given) => {
    const [verb] = given.operands;
    const codes = options(args, { short: 'c', valued: 'command settings' }).values('c', 'command');
    if (verb === 'shell' || verb === 'shell_plus')
      for (const code of codes.concat(stdin ?? [])) shell.runWords(['python3', '-c', code], state.child());
    if (verb === 'dbshell')
      for (const sql of [...codes, ...given.operands.slice(1), ...(stdin ?? '').split('\n')])
        shell.runWords(['psql', '-c', sql], state.child());
    return verb === 'sqlflush' ? 'TRUNCATE users;\n' : undefined;
  },
});

/** Programs that change the schema of a database, and the ways in which they drop or empty it. */
export const migrationPrograms = {
  prisma: program({
    valued: 'schema url',
    reads: '',
    rules: { 'migrate reset': drop, 'db push --force-reset|--accept-data-loss': drop },
    also: ({ shell, state, args, stdin }, given) => {
      if (given.operands.slice(0, 2).join(' ') === 'db execute') {
        const file = options(args, { valued: 'file schema url' }).value('file');
        const sql = file === undefined ? stdin : shell.readFile(file, state, stdin);
        if (sql !== undefined) shell.runWords(['psql', '-c', sql], state.child());
      }
      return undefined;
    },
  }),
  ...named(
    'drizzle-kit drizzle-kit:pg drizzle-kit:mysql',
    program({
      valued: 'config dialect schema out url',
      reads: '',
      rules: { 'push|push:* --force': drop, drop: drop },
    }),
  ),
  knex: program({
    valued: 'knexfile env client connection',
    reads: '',
    rules: { 'migrate:rollback --all': drop, 'migrate:down --all': drop },
  }),
  ...named(
    'sequelize sequelize-cli',
    program({
      valued: 'env config url',
      reads: '',
      rules: { 'db:drop|db:migrate:undo:all|db:seed:undo:all': drop },
    }),
  ),
  ...named(
    'typeorm typeorm-ts-node-commonjs typeorm-ts-node-esm',
    program({ short: 'dfc', reads: '', rules: { 'schema:drop': drop } }),
  ),
  ...named(
    'mikro-orm mikro-orm-esm',
    program({
      reads: '',
      rules: {
        'schema:drop|schema:fresh|migration:fresh|database:drop': drop,
        'schema:update --safe=false|--drop-tables': drop,
      },
    }),
  ),
  ...named(
    'alembic',
    program({
      short: 'cnx',
      reads: '',
      rules: { 'downgrade base': drop, 'stamp --purge': drop },
      harmless: 'help sql',
    }),
  ),
  flask: program({
    short: 'Ae',
    valued: 'app env-file',
    loads: 'env-file',
    reads: '',
    rules: {
      'db downgrade base': drop,
      '... drop|drop-db|drop_db|drop-all|drop_all|reset-db|reset_db|dropdb|recreate_db': drop,
    },
  }),
  aerich: program({ reads: '', rules: { 'downgrade -d|--delete': drop } }),
  flyway: program({ oneDash: true, reads: '', rules: { '... clean': drop } }),
  liquibase: program({
    valued: 'changelog-file url username password defaults-file',
    reads: '',
    rules: { '... drop-all|dropAll': drop },
  }),
  dbmate: program({
    short: 'udes',
    valued: 'url env migrations-dir schema-file',
    reads: '',
    rules: { drop },
  }),
  goose: program({
    reads: '',
    short: 'ds',
    valued: 'dir table',
    rules: { '... reset': drop, '... down-to 0': drop },
  }),
  migrate: program({
    valued: 'path database source',
    oneDash: true,
    reads: '',
    rules: { '... drop': drop, '... down -all|--all': drop },
  }),
  sqlx: program({
    valued: 'database-url source',
    short: 'D',
    reads: '',
    rules: { 'database|db drop|reset': drop },
  }),
  diesel: program({
    valued: 'database-url migration-dir config-file',
    reads: '',
    rules: { 'database reset|drop': drop, 'migration revert|redo -a|--all': drop },
  }),
  'sea-orm-cli': program({
    valued: 'database-url migration-dir',
    short: 'du',
    reads: '',
    rules: { 'migrate fresh|reset|refresh': drop },
  }),
  atlas: program({
    valued: 'url dev-url to env config',
    short: 'u',
    reads: '',
    rules: { 'schema clean': drop, '... delete|terminate|drop': drop },
  }),
  mix: program({
    reads: '',
    rules: {
      'ecto.drop|ecto.reset|ash.reset|ash.tear_down|ash_postgres.drop|event_store.drop|event_store.reset':
        drop,
      'ecto.rollback --all': drop,
      'hex.retire': drop,
    },
  }),
  ...named('rails rake', rails),
  'manage.py': django,
  ...named('django-admin django-admin.py', django),
  artisan,
  sail: program({ reads: '', runsOperands: 0 }),
  console,
  phinx: program({ reads: '', short: 'ecpt', rules: { 'rollback -t=0|--target=0': drop } }),
  yii: program({ reads: '', rules: { 'migrate/fresh|cache/flush-all': drop, 'migrate/down all': drop } }),
  cake: program({ reads: '', rules: { 'migrations reset': drop } }),
  spark: program({ reads: '', rules: { 'migrate:rollback|migrate:refresh|db:wipe': drop } }),
  drush: program({
    reads: '',
    rules: { 'sql-drop|sql:drop|site-install|site:install|si|sql-sync|sql:sync|entity:delete': drop },
  }),
  wp: program({
    valued: 'path url user',
    reads: '',
    rules: { 'db reset|drop|clean': drop, 'site empty|delete': drop, '* delete --force|--all': drop },
  }),
  magento: program({ reads: '', rules: { 'setup:uninstall|setup:db:rollback': drop } }),
  ace: program({
    reads: '',
    rules: { 'migration:fresh|migration:refresh|migration:reset|db:wipe|db:truncate': drop },
  }),
  payload: program({ reads: '', rules: { 'migrate:fresh|migrate:refresh|migrate:reset': drop } }),
  ...named('db-migrate', program({ reads: '', short: 'emv', rules: { 'reset|db:drop': drop } })),
  'graphile-migrate': program({ reads: '', rules: { reset: drop } }),
  'node-pg-migrate': program({ reads: '', rules: { 'down Infinity|0': drop } }),
  ...named('soda buffalo', program({ reads: '', rules: { '... drop|reset': drop } })),
  tern: program({ reads: '', short: 'dmc', rules: { 'migrate -d=0|--destination=0': drop } }),
  sqitch: program({ reads: '', rules: { 'revert -y|--yes': drop } }),
  evolve: program({ reads: '', rules: { erase: drop } }),
  ...named('dotnet-ef', program({ reads: '', rules: { 'database drop': drop, 'database update 0': drop } })),
  dotnet: program({
    rules: { 'ef database drop': drop, 'ef database update 0': drop, 'nuget delete': drop },
  }),
  'edgedb-cli': program({ rules: { '... wipe|destroy|drop': drop } }),
  snaplet: program({ reads: '', rules: { '... reset|restore': drop } }),
  pgroll: program({ reads: '', rules: { rollback: drop } }),
  medusa: program({ reads: '', rules: { 'db:rollback': drop } }),
  sqlmesh: program({ reads: '', rules: { 'destroy|invalidate': drop } }),
  strapi: program({ reads: '', rules: { 'import --force': drop } }),
  keystone: program({ reads: '', rules: { 'prisma migrate reset': drop, 'dev --reset-db': drop } }),
  redwood: program({ reads: '', rules: { 'prisma migrate reset': drop } }),
  rw: program({ reads: '', rules: { 'prisma migrate reset': drop } }),
  zenstack: program({ reads: '', rules: { 'migrate reset': drop, 'db push --accept-data-loss': drop } }),
};
