import { expect, test } from 'vitest';
import { refusedKeys } from '../../src/client/settings-schema.ts';

const group = (hooks: unknown, event = 'PreToolUse') => ({ hooks: { [event]: [{ hooks }] } });
const command = { type: 'command', command: 'true' };

/** Settings for which client 2.1.332 said that they did not load, and the key that it named. */
const dropped: readonly (readonly [settings: unknown, key: string])[] = [
  [{ permissions: 'all' }, 'permissions'],
  [{ permissions: { allow: 'Bash' } }, 'permissions.allow'],
  [{ permissions: { deny: {} } }, 'permissions.deny'],
  [{ permissions: { defaultMode: 'zzz' } }, 'permissions.defaultMode'],
  [{ permissions: { additionalDirectories: 'x' } }, 'permissions.additionalDirectories'],
  [{ permissions: { disableBypassPermissionsMode: true } }, 'permissions.disableBypassPermissionsMode'],
  [{ env: [] }, 'env'],
  [{ env: 'x' }, 'env'],
  [{ model: 4 }, 'model'],
  [{ apiKeyHelper: true }, 'apiKeyHelper'],
  [{ disableAllHooks: 'true' }, 'disableAllHooks'],
  [{ includeCoAuthoredBy: null }, 'includeCoAuthoredBy'],
  [{ cleanupPeriodDays: '30' }, 'cleanupPeriodDays'],
  [{ cleanupPeriodDays: 0 }, 'cleanupPeriodDays'],
  [{ cleanupPeriodDays: 1.5 }, 'cleanupPeriodDays'],
  [{ statusLine: 'ccstatus' }, 'statusLine'],
  [{ statusLine: { type: 'command' } }, 'statusLine.command'],
  [{ statusLine: { type: 'text', command: 'x' } }, 'statusLine.type'],
  [{ enabledPlugins: { 'a@b': 'yes' } }, 'enabledPlugins.a@b'],
  [{ sandbox: { enabled: 'yes' } }, 'sandbox.enabled'],
  [{ sandbox: { network: { allowedDomains: 'x' } } }, 'sandbox.network.allowedDomains'],
  [{ attribution: { commit: 1 } }, 'attribution.commit'],
  [{ allowedHttpHookUrls: ['x', 1] }, 'allowedHttpHookUrls.1'],
  [{ hooks: { PreToolUse: 'x' } }, 'hooks.PreToolUse'],
  [{ hooks: { PreToolUse: {} } }, 'hooks.PreToolUse'],
  [{ hooks: { PermissionRequest: ['x'] } }, 'hooks.PermissionRequest.0'],
  [{ hooks: { PreToolUse: [{ matcher: 'Bash' }] } }, 'hooks.PreToolUse.0.hooks'],
  [{ hooks: { PreToolUse: [{ matcher: ['Bash'], hooks: [] }] } }, 'hooks.PreToolUse.0.matcher'],
  [group(command), 'hooks.PreToolUse.0.hooks'],
  [group({}, 'PreSkillShellCommand'), 'hooks.PreSkillShellCommand.0.hooks'],
  [group(['true']), 'hooks.PreToolUse.0.hooks.0'],
  [group([{ command: 'true' }]), 'hooks.PreToolUse.0.hooks.0.type'],
  [group([{ type: 'script', command: 'true' }]), 'hooks.PreToolUse.0.hooks.0.type'],
  [group([{ type: 'command' }]), 'hooks.PreToolUse.0.hooks.0.command'],
  [group([{ ...command, timeout: '5' }]), 'hooks.PreToolUse.0.hooks.0.timeout'],
  [group([{ ...command, timeout: 0 }]), 'hooks.PreToolUse.0.hooks.0.timeout'],
  [group([{ ...command, async: 'yes' }]), 'hooks.PreToolUse.0.hooks.0.async'],
  [group([{ ...command, args: 'x' }]), 'hooks.PreToolUse.0.hooks.0.args'],
  [group([{ type: 'http', url: 'zzz' }]), 'hooks.PreToolUse.0.hooks.0.url'],
  [group([{ type: 'http', url: 'http://x/', headers: { a: 1 } }]), 'hooks.PreToolUse.0.hooks.0.headers.a'],
];

test.for(dropped)('the client drops %j as a whole, and the key is named', ([settings, key]) => {
  expect(refusedKeys(settings).map((line) => line.split(': ')[0])).toEqual([key]);
});

/** Settings that it took, at most with a word about the part that it left out. */
const taken: readonly unknown[] = [
  {},
  { unknownKey: 1, theme: 1 },
  { env: { A: 1, B: true, C: null, D: {} } },
  { hooks: 'x' },
  { hooks: { NoSuch: 1, PostToolUse: 'x', Stop: [{ hooks: {} }] } },
  group([{ type: 'command' }], 'PostToolUse'),
  group([{ ...command, unknown: 1 }]),
  { permissions: { allow: [1, 'Bash('], unknown: 1 } },
  { enabledPlugins: { 'a@b': ['1'], 'c@d': false } },
  { allowManagedHooksOnly: null, teammateMode: 'zzz', extraKnownMarketplaces: 'x' },
  { attribution: false, cleanupPeriodDays: 30 },
];

test.for(taken)('the client takes %j', (settings) => {
  expect(refusedKeys(settings)).toEqual([]);
});
