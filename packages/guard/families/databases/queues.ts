import { ask, definePatterns } from '../../findings/pattern.ts';
import { named, program } from '../../program/program.ts';

// biome-ignore format: a table
export const queuePatterns = definePatterns({
  'queue-delete': { category: 'infrastructure', decision: ask, brief: 'Deletes queues, topics or streams', why: 'Unread messages are lost.', suggestion: 'Let a person do it.', catches: ['rabbitmqadmin delete queue name=jobs', 'kafka-topics --delete --topic x'], spares: ['kafka-topics --list'] },
});

const remove = queuePatterns['queue-delete'];

const kafka = (options: string) =>
  program({
    valued: 'bootstrap-server topic group zookeeper config command-config alter entity-type',
    rules: { [options]: remove },
  });

export const queuePrograms = {
  nats: program({
    short: 's',
    valued: 'server user password context creds',
    rules: { 'consumer|stream|kv|object|context|str|con|obj rm|del|delete|purge|rmm': remove },
  }),
  rabbitmqctl: program({
    short: 'npq',
    valued: 'node vhost',
    rules: {
      'delete_*|purge_queue|reset|force_reset|clear_*|forget_cluster_node|stop_app|close_all_connections':
        remove,
    },
  }),
  rabbitmqadmin: program({
    short: 'HPupV',
    valued: 'host port username password vhost',
    rules: { 'delete|purge|close': remove },
  }),
  ...named('kafka-topics kafka-topics.sh kafka-acls kafka-acls.sh', kafka('--delete|--remove')),
  ...named(
    'kafka-consumer-groups kafka-consumer-groups.sh',
    kafka('--delete|--delete-offsets|--reset-offsets'),
  ),
  ...named('kafka-configs kafka-configs.sh', kafka('--delete-config')),
  ...named('kafka-delete-records kafka-delete-records.sh kafka-streams-application-reset', kafka('')),
  rpk: program({ rules: { 'topic|group|acl|cluster delete|trim-prefix|offset-delete': remove } }),
  'pulsar-admin': program({ rules: { '* delete|clear-backlog|unload|terminate|skip-all': remove } }),
  celery: program({
    short: 'Ab',
    rules: { '... purge': remove, '... amqp queue.purge|queue.delete': remove },
  }),
  rq: program({ rules: { empty: remove, '... empty': remove } }),
  temporal: program({
    rules: { 'workflow|schedule|operator delete|terminate': remove, '... namespace delete': remove },
  }),
};
