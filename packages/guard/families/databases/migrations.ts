import { options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import { databasePatterns } from './sql.ts';

const drop = databasePatterns['database-destroy'];

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
  aerich: program({ reads: '', rules: { 'downgrade -d|--delete': drop } }),
  ...named(
    'mvn mvnw mvnd',
    program({
      reads: '',
      rules: {
        '... flyway:clean|liquibase:dropall|*:flyway-maven-plugin:*:clean': drop,
        '... liquibase:dropAll': drop,
      },
    }),
  ),
  ...named(
    'gradle gradlew',
    program({
      reads: '',
      rules: { '... flywayClean|*:flywayClean|dropAll|*:dropAll|dropDatabase|resetDatabase': drop },
    }),
  ),
  migration: program({ reads: '', rules: { 'fresh|reset|refresh': drop } }),
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
    rules: { 'database|db drop|reset': drop, 'sqlx database|db drop|reset': drop },
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
    rules: { 'schema clean': drop, '... delete|terminate|drop': drop, 'schema apply --auto-approve': drop },
  }),
  sequel: program({ reads: '', short: 'mM', rules: { '-M=0': drop } }),
  doctrine: program({ reads: '', rules: { 'orm:schema-tool:drop|dbal:*drop*': drop } }),
  yoyo: program({ reads: '', rules: { 'rollback --all|-a': drop } }),
  kysely: program({ reads: '', rules: { 'migrate:down --all': drop } }),
  phinx: program({ reads: '', short: 'ecpt', valued: 'target', rules: { 'rollback -t=0|--target=0': drop } }),
  ...named('db-migrate', program({ reads: '', short: 'emv', rules: { 'reset|db:drop': drop } })),
  'graphile-migrate': program({ reads: '', rules: { reset: drop } }),
  'node-pg-migrate': program({ reads: '', rules: { 'down Infinity|0': drop } }),
  ...named('soda buffalo', program({ reads: '', rules: { '... drop|reset': drop } })),
  tern: program({
    reads: '',
    short: 'dmc',
    valued: 'destination',
    rules: { 'migrate -d=0|--destination=0': drop },
  }),
  sqitch: program({ reads: '', rules: { 'revert -y|--yes': drop } }),
  evolve: program({ reads: '', rules: { erase: drop } }),
  ...named('dotnet-ef', program({ reads: '', rules: { 'database drop': drop, 'database update 0': drop } })),
  dotnet: program({
    rules: { 'ef database drop': drop, 'ef database update 0': drop, 'nuget delete': drop },
  }),
  'edgedb-cli': program({ rules: { '... wipe|destroy|drop': drop } }),
  snaplet: program({ reads: '', rules: { '... reset|restore': drop } }),
  pgroll: program({ reads: '', rules: { rollback: drop } }),
  sqlmesh: program({ reads: '', rules: { 'destroy|invalidate': drop } }),
  zenstack: program({ reads: '', rules: { 'migrate reset': drop, 'db push --accept-data-loss': drop } }),
};
