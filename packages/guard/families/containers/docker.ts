import { reportProtected } from '../../effects/protected.ts';
import { reportArguments, reportRead } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { type Options, options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import type { Invocation } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';
import { servicePatterns } from '../stack/services.ts';

// biome-ignore format: a table
export const containerPatterns = definePatterns({
  'container-volume-delete': { category: 'container', decision: ask, brief: 'Deletes volumes or other lasting parts of containers', why: 'Databases keep their data there.', suggestion: 'Name what should go, and make a copy first.', catches: ['docker volume rm data', 'docker compose down -v'], spares: ['docker compose down', 'docker volume ls'] },
  'container-prune': { category: 'container', decision: ask, brief: 'Deletes everything containers do not use right now', why: 'Stopped containers and images of other projects go too.', suggestion: 'Delete by name.', catches: ['docker system prune -af'], spares: ['docker image ls'] },
  'container-remove-forced': { category: 'container', decision: ask, brief: 'Deletes a running container', why: 'What it had not stored is lost.', suggestion: 'Stop it first.', catches: ['docker rm -f web'], spares: ['docker rm web'] },
});

const globals = {
  short: 'cHlfp',
  valued:
    'config context host log-level tlscacert tlscert tlskey file project-name project-directory profile env-file parallel ansi connection url identity namespace address',
};
const own =
  'volume mount name workdir entrypoint network publish env label hostname platform user filter format memory cpus restart add-host device shm-size pull';

/** The words from the verb on, and those from the verb's first operand on. */
const withoutGlobals = (args: readonly string[]): readonly string[] => {
  const [verb, ...rest] = options(args, { ...globals, stops: true }).operands;
  if (verb === 'compose' || verb === 'container') return withoutGlobals(rest);
  if (verb === undefined) return [];
  return [
    verb,
    ...options(rest, { short: 'evpwuhmlcn', valued: `${globals.valued} ${own}`, stops: true }).operands,
  ];
};

/** Folders of this machine by the names they have in the container: `-v /:/host`. */
const mountsOf = (given: Options): (readonly [string, string])[] =>
  [...given.values('v', 'volume')]
    .map((value) => value.split(':'))
    .concat(
      given
        .values('mount')
        .map((value) => [
          /(?:^|,)(?:source|src)=([^,]*)/.exec(value)?.[1] ?? '',
          /(?:^|,)(?:target|dst|destination)=([^,]*)/.exec(value)?.[1] ?? '',
        ]),
    )
    .flatMap(([from = '', to = '']) => (/^[/.~]/.test(from) && /^\/./.test(to) ? [[from, to] as const] : []));

const onThisMachine = (word: string, mounts: readonly (readonly [string, string])[]): string =>
  mounts.reduce((text, [from, to]) => {
    let result = '';
    let rest = text;
    for (let at = rest.indexOf(to); at >= 0; at = rest.indexOf(to)) {
      const end = at + to.length;
      const whole = !/[\w.-]/.test(rest[at - 1] ?? ' ') && /^(\/|[\s'";|&)]|$)/.test(rest.slice(end));
      result += rest.slice(0, at) + (whole ? from.replace(/\/$/, '') || (rest[end] === '/' ? '' : '/') : to);
      rest = rest.slice(end);
    }
    return result + rest;
  }, word);

/** What is copied out of a container may be a folder, which goes over one of the same name. */
export const reportCopiedOut = ([source = '', target = '']: readonly string[], call: Invocation): void => {
  if (target !== '' && !target.includes(':'))
    reportProtected(`${target}/${source.split(/[/:]/).at(-1) ?? ''}`, call.reading, call.state, 'whole');
};

/** Runs what a container is told to run: a container comes and goes, but what is mounted into it is this machine's. */
const inContainer = (call: Invocation): void => {
  const [verb, ...rest] = withoutGlobals(call.args);
  if (verb !== 'exec' && verb !== 'run' && verb !== 'create') return;
  const mounts = mountsOf(options(call.args, { short: 'vwpueh', valued: own }));
  const command = rest.slice(1).map((word) => onThisMachine(word, mounts));
  if (command.length > 0) call.shell.runWords(command, call.state.child(), call.stdin);
};

/** A container or a volume of this stack, by its name or by what found it. */
const isOwn = (word: string): boolean =>
  /(^|[=,/])start-observability[-_][\w-]+(:|,|$)/.test(word) || word.includes(mark.own);

/** Whether a command goes into what this stack keeps in containers: past the guard, to the key that proves it. */
const entersOwn = (call: Invocation): boolean => {
  const [verb = '', ...rest] = withoutGlobals(call.args);
  const given = options(call.args, { short: 'vpfwueh', valued: `${own} volumes-from project-name file` });
  if (/^(run|create)$/.test(verb) && given.values('v', 'volume', 'mount', 'volumes-from').some(isOwn))
    return true;
  if (verb === 'volume') return /^(export|mount)$/.test(rest[0] ?? '') && rest.slice(1).some(isOwn);
  if (/^(exec|attach|export|commit|debug|cp)$/.test(verb) && rest.slice(0, 2).some(isOwn)) return true;
  const isCompose = call.name.endsWith('compose') || call.args.includes('compose');
  const ofProject = given
    .values('p', 'project-name', 'f', 'file')
    .some((value) => /start-observability/.test(value));
  return isCompose && ofProject && /^(exec|run|cp|attach|export|commit)$/.test(verb);
};

const also = (call: Invocation, given: Options): undefined => {
  const { reading, state, args } = call;
  if (entersOwn(call))
    reading.report(servicePatterns['stack-container'], plain(`${call.name} ${args.join(' ')}`));
  for (const value of given.values('v', 'volume', 'mount'))
    for (const piece of value.split(/[:,=]/)) reportRead(piece, reading, state);
  const [verb, ...rest] = withoutGlobals(args);
  if (verb === 'cp') {
    reportArguments(rest, reading, state);
    reportCopiedOut(rest, call);
  }
  inContainer(call);
};

const volumeDelete = containerPatterns['container-volume-delete'];
const prune = containerPatterns['container-prune'];
const removeForced = containerPatterns['container-remove-forced'];

const compose = {
  'down -v|--volumes|--rmi': volumeDelete,
  'rm -v|--volumes': volumeDelete,
};

const docker = program({
  short: 'cHlevpwufhm',
  valued: `${globals.valued} ${own}`,
  reads: '',
  loads: 'env-file',
  reveals: [
    'inspect -f=*.Env*|--format=*.Env*',
    'container inspect -f=*.Env*|--format=*.Env*',
    'swarm join-token|unlock-key',
  ],
  rules: {
    'volume rm|remove|prune': volumeDelete,
    'stack|service|secret|config|swarm|context|plugin|node|machine|farm rm|remove|leave': volumeDelete,
    'system|builder|buildx|image|container|network|pod prune': prune,
    'system reset': prune,
    'rm -f|--force|-v|--volumes': removeForced,
    'pod rm -f|--force|-a|--all': removeForced,
    'container rm -f|--force|-v|--volumes': removeForced,
    '... compose down -v|--volumes|--rmi': volumeDelete,
    '... compose rm -v|--volumes': volumeDelete,
  },
  also,
});

const composeAlone = program({
  short: 'fp',
  valued: `${globals.valued} ${own}`,
  reads: '',
  loads: 'env-file',
  rules: compose,
  also,
});

export const dockerPrograms = {
  ...named('docker podman nerdctl docker.io finch', docker),
  ...named('docker-compose podman-compose', composeAlone),
  ddev: program({ rules: { 'delete|clean': volumeDelete, 'snapshot --cleanup': volumeDelete } }),
  lando: program({ rules: { 'destroy|db-import': volumeDelete } }),
  crictl: program({ rules: { 'rm|rmp|rmi -f|--force|-a|--all|--prune': removeForced } }),
  ctr: program({ short: 'n', valued: 'namespace address', rules: { '... rm|remove|delete': removeForced } }),
  buildah: program({ rules: { 'rm|rmi -a|--all|-f|--force': removeForced, prune } }),
  skopeo: program({ rules: { delete: volumeDelete } }),
  ...named('crane gcrane', program({ rules: { delete: volumeDelete } })),
};
