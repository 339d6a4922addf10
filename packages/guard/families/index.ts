import type { Program } from '../shell/shell.ts';
import { cloudPatterns, cloudPrograms } from './clouds/clouds.ts';
import { hostingPrograms } from './clouds/hosting.ts';
import { infrastructurePatterns, infrastructurePrograms } from './clouds/infrastructure.ts';
import { pipelinePrograms } from './clouds/pipelines.ts';
import { containerPatterns, dockerPrograms } from './containers/docker.ts';
import { kubernetesPatterns, kubernetesPrograms } from './containers/kubernetes.ts';
import { backupPatterns, backupPrograms } from './databases/backups.ts';
import { databaseClientPrograms } from './databases/clients.ts';
import { frameworkPrograms } from './databases/frameworks.ts';
import { migrationPrograms } from './databases/migrations.ts';
import { queuePatterns, queuePrograms } from './databases/queues.ts';
import { databasePatterns } from './databases/sql.ts';
import { archivePatterns, archivePrograms } from './files/archives.ts';
import { filePrograms } from './files/copy.ts';
import { findPatterns, findPrograms } from './files/find.ts';
import { overwritePatterns, overwritePrograms } from './files/overwrite.ts';
import { permissionPatterns, permissionPrograms } from './files/permissions.ts';
import { removePatterns, removePrograms } from './files/remove.ts';
import { mirrorPatterns, rsyncPrograms } from './files/rsync.ts';
import { forgePatterns, forgePrograms } from './forges/forges.ts';
import { branchPatterns } from './git/branches.ts';
import { gitPrograms } from './git/git.ts';
import { historyPatterns } from './git/history.ts';
import { otherSystemPatterns, otherSystemPrograms } from './git/other-systems.ts';
import { workingTreePatterns } from './git/working-tree.ts';
import { interpreterPrograms } from './languages/interpreters.ts';
import { tclPrograms } from './languages/tcl.ts';
import { requestPatterns, requestPrograms } from './network/requests.ts';
import { socketPrograms } from './network/sockets.ts';
import { sshPrograms } from './network/ssh.ts';
import { registryPatterns, registryPrograms } from './packages/registries.ts';
import { withRunners } from './packages/runners.ts';
import { systemPackagePatterns, systemPackagePrograms } from './packages/system-packages.ts';
import { recipePrograms } from './recipes/recipes.ts';
import { encryptionPrograms } from './secret-stores/encryption.ts';
import { secretStorePatterns, secretStorePrograms } from './secret-stores/secret-stores.ts';
import { builtinPatterns, builtinPrograms } from './shells/builtins.ts';
import { editorPrograms } from './shells/editors.ts';
import { shellPrograms } from './shells/shells.ts';
import { ownPrograms, stackPatterns } from './stack/own.ts';
import { servicePatterns } from './stack/services.ts';
import { accountPatterns, accountPrograms } from './system/accounts.ts';
import { devicePatterns, devicePrograms } from './system/devices.ts';
import { firewallPatterns, firewallPrograms } from './system/firewall.ts';
import { machinePatterns, machinePrograms } from './system/machine.ts';
import { processPatterns, processPrograms } from './system/processes.ts';
import { schedulePatterns, schedulePrograms } from './system/schedules.ts';
import { decoderPrograms } from './text/decoders.ts';
import { inertPrograms } from './text/inert.ts';
import { textPrograms } from './text/print.ts';
import { readerPrograms } from './text/readers.ts';
import { reshapePrograms } from './text/reshape.ts';
import { searchPrograms } from './text/search.ts';
import { sedPrograms } from './text/sed.ts';
import { unlistedPatterns } from './unlisted/unlisted.ts';
import { wrapperPrograms } from './wrappers/wrappers.ts';

/** The patterns of all families. */
export const familyPatterns = {
  ...removePatterns,
  ...findPatterns,
  ...archivePatterns,
  ...mirrorPatterns,
  ...overwritePatterns,
  ...permissionPatterns,
  ...devicePatterns,
  ...workingTreePatterns,
  ...branchPatterns,
  ...historyPatterns,
  ...otherSystemPatterns,
  ...machinePatterns,
  ...accountPatterns,
  ...firewallPatterns,
  ...processPatterns,
  ...schedulePatterns,
  ...systemPackagePatterns,
  ...builtinPatterns,
  ...containerPatterns,
  ...kubernetesPatterns,
  ...infrastructurePatterns,
  ...cloudPatterns,
  ...forgePatterns,
  ...backupPatterns,
  ...queuePatterns,
  ...databasePatterns,
  ...secretStorePatterns,
  ...registryPatterns,
  ...requestPatterns,
  ...stackPatterns,
  ...servicePatterns,
  ...unlistedPatterns,
};

/** Tables of programs; a program stands in one of them. */
export const programTables: readonly Readonly<Record<string, Program>>[] = [
  inertPrograms,
  readerPrograms,
  ownPrograms,
  dockerPrograms,
  kubernetesPrograms,
  infrastructurePrograms,
  cloudPrograms,
  hostingPrograms,
  forgePrograms,
  databaseClientPrograms,
  migrationPrograms,
  backupPrograms,
  pipelinePrograms,
  queuePrograms,
  registryPrograms,
  secretStorePrograms,
  encryptionPrograms,
  frameworkPrograms,
  interpreterPrograms,
  tclPrograms,
  editorPrograms,
  requestPrograms,
  socketPrograms,
  sshPrograms,
  devicePrograms,
  machinePrograms,
  accountPrograms,
  firewallPrograms,
  processPrograms,
  schedulePrograms,
  systemPackagePrograms,
  permissionPrograms,
  textPrograms,
  reshapePrograms,
  decoderPrograms,
  searchPrograms,
  filePrograms,
  archivePrograms,
  rsyncPrograms,
  sedPrograms,
  findPrograms,
  gitPrograms,
  otherSystemPrograms,
  removePrograms,
  overwritePrograms,
  builtinPrograms,
  shellPrograms,
  recipePrograms,
  wrapperPrograms,
];

/** Every program of the families by its name. */
export const familyPrograms: Readonly<Record<string, Program>> = withRunners(
  Object.assign({}, ...programTables),
);
