import { reportArguments } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { type Options, options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import type { Invocation } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';
import { backupPatterns } from '../databases/backups.ts';
import { containerPatterns, reportCopiedOut } from './docker.ts';

// biome-ignore format: a table
export const kubernetesPatterns = definePatterns({
  'kubernetes-delete': { category: 'infrastructure', decision: ask, brief: 'Deletes from a cluster', why: 'Running services and their data go.', suggestion: 'Look with --dry-run=client first.', catches: ['kubectl delete pod nginx', 'helm uninstall app', 'k3s kubectl delete namespace prod', 'minikube kubectl -- delete ns prod', 'microk8s helm3 uninstall app'], spares: ['kubectl get pods', 'k3s kubectl get pods', 'kubectl wait --for=delete pod/x'] },
});

const destroy = kubernetesPatterns['kubernetes-delete'];

const globals = {
  short: 'nscl',
  valued:
    'namespace context cluster kubeconfig user server token as as-group replicas request-timeout certificate-authority client-key client-certificate cache-dir selector v',
};

/** `kubectl exec pod -- command`, `run`, `debug`: what it is told to run, read as if it ran here. */
const inPod = (verb: string, rest: readonly string[], call: Invocation): void => {
  if (!/^(exec|run|debug|rsh|attach)$/.test(verb)) return;
  const dashes = call.args.indexOf('--');
  const command = dashes >= 0 ? call.args.slice(dashes + 1) : rest.slice(1);
  if (command.length > 0) call.shell.runWords(command, call.state.child(), call.stdin);
};

const isSecret = /^secrets?(\.v1)?([/,]|$)|(^|,)secrets?(,|$)/;

/** Whether `get` prints contents rather than names: any output that is not a list. */
const printsContents = (given: Options): boolean =>
  given
    .values('o', 'output', 'template')
    .some((form) => !/^(name|wide|custom-columns=?.{0,3}NAME:\.metadata\.name.*)$/.test(form));

const kubernetes = (call: Invocation): string | undefined => {
  const [verb = '', ...rest] = options(call.args, { ...globals, stops: true }).operands;
  const given = options(rest, {
    short: 'olnfLc',
    valued: `${globals.valued} output template container filename field-selector`,
  });
  inPod(verb, given.operands, call);
  if (verb === 'cp') reportCopiedOut(given.operands, call);
  if (verb === 'cp' || verb === 'create') {
    reportArguments(given.operands, call.reading, call.state);
    for (const [, value] of given.given) if (value) reportArguments([value], call.reading, call.state);
  }
  if (verb === 'get' && given.operands.some((word) => isSecret.test(word)) && printsContents(given))
    return mark.unknown + mark.stored;
  return undefined;
};

const kubectl = program({
  ...globals,
  short: 'nslfcok',
  valued: `${globals.valued} output filename container template field-selector from-file from-env-file`,
  reads: 'filename from-file from-env-file kubeconfig',
  rules: {
    'delete|drain|cordon': destroy,
    'replace --force': destroy,
    'apply --prune': destroy,
    'scale --replicas=0': destroy,
    'taint --NoExecute': destroy,
  },
  reveals: [
    'config view --raw',
    'create token',
    'whoami -t|--show-token',
    'extract',
    'view-secret',
    'view-secrets',
    'modify-secret',
    'serviceaccounts get-token',
  ],
  also: kubernetes,
});

const clients = /^(kubectl|helm3?|ctr|crictl|etcdctl)$/;

/** `k3s kubectl ...`, `minikube kubectl -- ...`: small clusters that bring their clients along. */
const runsClient = (call: Invocation): string | undefined => {
  const at = call.args.findIndex((word) => clients.test(word));
  if (at < 0) return undefined;
  const [client = '', ...rest] = call.args.slice(at);
  const words = [client === 'helm3' ? 'helm' : client, ...(rest[0] === '--' ? rest.slice(1) : rest)];
  return call.shell.runWords(words, call.state, call.stdin);
};

const smallCluster = program({ rules: { 'delete|reset|kill': destroy }, also: runsClient });

export const kubernetesPrograms = {
  ...named('kubectl oc k kubecolor microk8s.kubectl', kubectl),
  ...named('microk8s k3s k0s kind minikube', smallCluster),
  helm: program({
    short: 'nf',
    valued: 'namespace kube-context kubeconfig values version repo timeout',
    rules: { 'delete|uninstall|del|un': destroy, 'rollback --force': destroy },
    reveals: ['secrets decrypt|view|dec'],
  }),
  ...named(
    'k3s-uninstall.sh k3s-agent-uninstall.sh k3s-killall.sh rke2-uninstall.sh rke2-killall.sh',
    program({ rules: { '': destroy } }),
  ),
  werf: program({ rules: { 'dismiss|purge': destroy, '... purge': destroy } }),
  okteto: program({ rules: { '... delete|destroy': destroy } }),
  kompose: program({ rules: { down: destroy } }),
  ceph: program({
    rules: {
      '... delete|rm|purge|destroy|zap': destroy,
      '--yes-i-really-mean-it|--yes-i-really-really-mean-it': destroy,
    },
    reveals: ['auth get|get-key|print-key|export'],
  }),
  cephadm: program({ rules: { 'rm-cluster|rm-daemon|zap-osds|rm-service': destroy } }),
  rbd: program({ rules: { '... rm|remove|purge|rollback': destroy } }),
  rados: program({ rules: { 'rm|rmpool|purge': destroy } }),
  helmfile: program({ short: 'fel', rules: { 'destroy|delete': destroy } }),
  velero: program({
    rules: {
      '* delete': backupPatterns['backup-delete'],
      'delete|uninstall': backupPatterns['backup-delete'],
    },
  }),
  argocd: program({
    rules: { '* delete|delete-resources|rm': destroy },
    reveals: ['admin initial-password', 'account generate-token'],
  }),
  argo: program({ rules: { 'delete|terminate': destroy, '* delete': destroy } }),
  flux: program({ rules: { 'delete|uninstall': destroy } }),
  istioctl: program({ rules: { '... uninstall': destroy } }),
  linkerd: program({ rules: { '... uninstall': destroy } }),
  cilium: program({ rules: { '... uninstall': destroy } }),
  tkn: program({ rules: { '* delete|rm': destroy } }),
  k3d: program({ rules: { '* delete|del|rm': destroy } }),
  eksctl: program({ rules: { delete: destroy } }),
  kops: program({ rules: { delete: destroy } }),
  kubeadm: program({ rules: { reset: destroy }, reveals: ['token create|list'] }),
  talosctl: program({ rules: { reset: destroy, 'cluster destroy': destroy } }),
  skaffold: program({ rules: { delete: destroy } }),
  tilt: program({ rules: { down: destroy } }),
  devspace: program({ rules: { 'purge|remove|reset': destroy } }),
  calicoctl: program({ rules: { delete: destroy } }),
  rancher: program({ rules: { '... rm|delete': destroy } }),
  nomad: program({
    rules: {
      'job stop -purge|--purge': destroy,
      'stop -purge|--purge': destroy,
      'system gc': destroy,
      '* delete': destroy,
    },
    oneDash: true,
  }),
  ...named(
    'lxc incus',
    program({
      rules: {
        'delete|rm': containerPatterns['container-volume-delete'],
        'storage|image|network|profile|project|snapshot delete': containerPatterns['container-volume-delete'],
      },
    }),
  ),
  multipass: program({
    rules: {
      'delete -p|--purge|--all': containerPatterns['container-volume-delete'],
      purge: containerPatterns['container-volume-delete'],
    },
  }),
  ...named(
    'limactl colima orb orbctl',
    program({ rules: { 'delete|prune|reset|rm': containerPatterns['container-volume-delete'] } }),
  ),
  virsh: program({
    rules: {
      'destroy|undefine|vol-delete|pool-delete|snapshot-delete|managedsave-remove|vol-wipe|net-destroy':
        containerPatterns['container-volume-delete'],
    },
  }),
  vboxmanage: program({
    rules: {
      '... terminate': containerPatterns['container-volume-delete'],
      'unregistervm --delete|--delete-all': containerPatterns['container-volume-delete'],
      'closemedium --delete': containerPatterns['container-volume-delete'],
      'snapshot * delete': containerPatterns['container-volume-delete'],
    },
  }),
  ...named('lxc-destroy', program({ rules: { '': containerPatterns['container-volume-delete'] } })),
  machinectl: program({ rules: { 'remove|clean': containerPatterns['container-volume-delete'] } }),
  pvesm: program({ rules: { 'free|remove': containerPatterns['container-volume-delete'] } }),
  'proxmox-backup-client': program({
    rules: { 'snapshot forget': backupPatterns['backup-delete'], prune: backupPatterns['backup-delete'] },
  }),
  ...named(
    'qm pct',
    program({ rules: { 'destroy|delsnapshot': containerPatterns['container-volume-delete'] } }),
  ),
};
