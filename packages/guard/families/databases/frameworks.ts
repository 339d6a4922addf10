import { options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import { databasePatterns } from './sql.ts';

const drop = databasePatterns['database-destroy'];

const rails = program({
  valued: 'environment',
  short: 'e',
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
    if (/^(console|c)$/.test(given.operands[0] ?? '') && call.stdin !== undefined)
      call.shell.runWords(['ruby'], call.state.child(), call.stdin);
    if (/^(dbconsole|db)$/.test(given.operands[0] ?? '') && call.stdin !== undefined)
      call.shell.runWords(['psql'], call.state.child(), call.stdin);
    for (const task of given.operands.slice(1))
      if (/^db:(drop|reset|purge|truncate_all|migrate:reset|schema:load|structure:load)/.test(task))
        call.reading.report(drop, `${call.name} ${task}`);
    return undefined;
  },
});

const artisan = program({
  reads: '',
  valued: 'execute path database',
  also: ({ shell, state, stdin }, given) => {
    if (given.operands[0] === 'tinker')
      for (const code of given.values('execute').concat(stdin ?? []))
        shell.runWords(['php', '-r', code], state.child());
    return undefined;
  },
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

/** Frameworks whose command line, among much else, drops or empties the database of an application. */
export const frameworkPrograms = {
  ...named('rails rake', rails),
  'manage.py': django,
  ...named('django-admin django-admin.py', django),
  artisan,
  sail: program({ reads: '', runsOperands: 0 }),
  console,
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
  cake: program({ reads: '', rules: { 'migrations reset': drop } }),
  yii: program({ reads: '', rules: { 'migrate/fresh|cache/flush-all': drop, 'migrate/down all': drop } }),
  spark: program({ reads: '', rules: { 'migrate:rollback|migrate:refresh|db:wipe': drop } }),
  hanami: program({ reads: '', rules: { 'db drop|clean': drop } }),
  mix: program({
    reads: '',
    rules: {
      'ecto.drop|ecto.reset|ash.reset|ash.tear_down|ash_postgres.drop|event_store.drop|event_store.reset':
        drop,
      'ecto.rollback --all': drop,
      'hex.retire': drop,
    },
    valued: 'eval',
    short: 'er',
    also: ({ reading }, given) => {
      for (const code of given.values('e', 'eval'))
        if (/\.(delete_all|drop_all|truncate)\b|\.query!?\([^)]*\b(drop|truncate)\b/i.test(code))
          reading.report(drop, code);
      return undefined;
    },
  }),
  payload: program({ reads: '', rules: { 'migrate:fresh|migrate:refresh|migrate:reset': drop } }),
  strapi: program({ reads: '', rules: { 'import --force': drop } }),
  medusa: program({ reads: '', rules: { 'db:rollback': drop } }),
  redwood: program({ reads: '', rules: { 'prisma migrate reset': drop } }),
  rw: program({ reads: '', rules: { 'prisma migrate reset': drop } }),
  keystone: program({ reads: '', rules: { 'prisma migrate reset': drop, 'dev --reset-db': drop } }),
  ace: program({
    reads: '',
    rules: { 'migration:fresh|migration:refresh|migration:reset|db:wipe|db:truncate': drop },
  }),
};
