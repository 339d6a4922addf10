import { named, program } from '../../program/program.ts';
import { databasePatterns, reportSqlIn } from '../databases/sql.ts';
import { cloudPatterns } from './clouds.ts';

const drop = databasePatterns['database-destroy'];
const remove = cloudPatterns['cloud-delete'];

/** Command lines of data pipelines, warehouses and experiment trackers. */
export const pipelinePrograms = {
  airflow: program({
    rules: {
      'db reset|clean|drop-archived': drop,
      'dags|pools|connections|variables|users|roles delete|delete-perms': drop,
      'tasks clear': drop,
    },
    reveals: ['connections|variables get|export|list'],
  }),
  superset: program({ rules: { 'db downgrade': drop } }),
  dbt: program({ also: reportSqlIn, rules: { 'run-operation *drop*|*delete*|*truncate*|*clean*': drop } }),
  dagster: program({ rules: { 'run|asset|schedule|sensor wipe|delete': drop } }),
  prefect: program({ rules: { '... delete|clear|reset': drop } }),
  mlflow: program({ rules: { gc: drop, '... delete': drop } }),
  dvc: program({
    harmless: 'help dry',
    rules: { destroy: drop, 'gc -f|--force|-w|--workspace|-a|-T': drop, 'remote remove': drop },
  }),
  databricks: program({
    rules: {
      '... delete|permanent-delete|delete-*|destroy': remove,
      'fs rm': remove,
      'bundle destroy': remove,
    },
    reveals: ['tokens create', 'auth token', 'secrets get|get-secret'],
  }),
  snow: program({
    also: reportSqlIn,
    rules: { 'object|stage|app|spcs|streamlit drop|remove|teardown': drop },
    reveals: ['connection generate-jwt'],
  }),
  wandb: program({ rules: { '... delete|rm': remove } }),
  ...named(
    'hf huggingface-cli',
    program({
      rules: {
        'repo|repos|repo-files|collections|spaces delete|rm': remove,
        'delete-cache': remove,
        'cache delete|rm|prune': remove,
      },
      reveals: ['auth token'],
    }),
  ),
  kaggle: program({ rules: { '... delete': remove } }),
};
