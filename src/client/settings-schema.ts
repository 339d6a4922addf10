import * as z from 'zod';

/**
 * What the client refuses in its settings. For one value of a wrong type it drops the whole file, "including hooks and
 * permission rules", and goes on. Found by giving client 2.1.332 every kind of value under every documented key; keys
 * that are not here take anything, and so do keys that the client does not know.
 */

const names = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

const all = <Kind extends z.ZodType>(text: string, kind: Kind): Readonly<Record<string, Kind>> =>
  Object.fromEntries(names(text).map((name) => [name, kind]));

const text = z.string().optional();
const flag = z.boolean().optional();
const number = z.number().optional();
const texts = z.array(z.string()).optional();
const records = z.array(z.record(z.string(), z.unknown())).optional();
const record = z.record(z.string(), z.unknown()).optional();
const one = (...values: readonly [string, ...string[]]) => z.enum(values).optional();
const object = (shape: Readonly<Record<string, z.ZodType>>) => z.looseObject(shape).optional();

const programs = z.looseObject({ type: z.literal('command'), command: z.string() });

/** A rule that is not a text, or not well formed, is left out alone. */
const rules = z.array(z.unknown()).optional();

const seconds = z.number().positive().optional();
const common = { timeout: seconds, if: text, statusMessage: text, once: flag };
const hook = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('command'),
    command: z.string(),
    args: texts,
    async: flag,
    asyncRewake: flag,
    shell: one('bash', 'powershell'),
    onFailure: one('continue', 'block'),
    ...common,
  }),
  z.looseObject({
    type: z.literal('http'),
    url: z.url(),
    headers: z.record(z.string(), z.string()).optional(),
    allowedEnvVars: texts,
    ...common,
  }),
  z.looseObject({ type: z.literal('prompt'), prompt: z.string(), model: text, ...common }),
  z.looseObject({ type: z.literal('agent'), prompt: z.string(), model: text, ...common }),
  z.looseObject({
    type: z.literal('mcp_tool'),
    server: z.string(),
    tool: z.string(),
    input: record,
    ...common,
  }),
]);
const hookGroups = z.array(z.looseObject({ matcher: text, hooks: z.array(hook) })).optional();

/**
 * Events whose hooks may guard what the rest of the file permits: one that cannot be loaded takes the file with it.
 * Under other events the broken one alone is left out; where all of `hooks` is no object, so is all of it.
 */
const guarding = z.looseObject(all('PreToolUse PermissionRequest PreSkillShellCommand', hookGroups));

const schema = z.looseObject({
  $schema: text,
  ...all(
    `advisorModel agent apiKeyHelper autoMemoryDirectory awsAuthRefresh awsCredentialExport claudeMd gcpAuthRefresh
    language minimumVersion model otelHeadersHelper outputStyle plansDirectory pluginTrustMessage prUrlTemplate
    processWrapper requiredMaximumVersion requiredMinimumVersion`,
    text,
  ),
  ...all(
    `agentPushNotifEnabled allowAllClaudeAiMcps alwaysThinkingEnabled autoCompactEnabled autoMemoryEnabled
    autoScrollEnabled awaySummaryEnabled axScreenReader disableAllHooks emojiCompletionEnabled fastMode
    forceRemoteSettingsRefresh includeCoAuthoredBy includeGitInstructions inputNeededNotifEnabled prefersReducedMotion
    respectGitignore respondToBashCommands showClearContextOnPlanAccept showThinkingSummaries showTurnDuration
    spinnerTipsEnabled syntaxHighlightingDisabled terminalProgressBarEnabled verbose voiceEnabled
    wheelScrollAccelerationEnabled workflowKeywordTriggerEnabled wslInheritsWindowsSettings`,
    flag,
  ),
  ...all(
    `allowManagedHooksOnly allowManagedMcpServersOnly allowManagedPermissionRulesOnly channelsEnabled disableAgentView
    disableArtifact disableBundledSkills disableClaudeAiConnectors disableRemoteControl disableSideloadFlags
    disableSkillShellExecution disableWorkflows enableAllProjectMcpServers enableArtifact enforceAvailableModels
    fastModePerSessionOptIn fileCheckpointingEnabled remoteControlAtStartup skipDangerousModePermissionPrompt
    skipWebFetchPreflight useAutoModeDuringPlan`,
    flag.nullable(),
  ),
  ...all(
    `allowedHttpHookUrls availableModels claudeMdExcludes companyAnnouncements fallbackModel httpHookAllowedEnvVars
    pluginSuggestionMarketplaces`,
    texts,
  ),
  ...all(
    'disabledMcpjsonServers enabledMcpjsonServers',
    z.union([z.string(), z.array(z.string())]).optional(),
  ),
  ...all('allowedChannelPlugins sshConfigs', records),
  ...all('blockedMarketplaces strictKnownMarketplaces', records.nullable()),
  ...all('env pluginConfigs skillOverrides', record),
  enabledPlugins: z.record(z.string(), z.union([z.boolean(), z.array(z.string())])).optional(),
  modelOverrides: z.record(z.string(), z.string()).optional(),
  ...all('disableAutoMode disableDeepLinkRegistration', one('disable').nullable()),
  attribution: z.union([z.boolean(), z.looseObject({ commit: text, pr: text, sessionUrl: flag })]).optional(),
  autoMode: object({ ...all('allow environment hard_deny soft_deny', texts), classifyAllShell: flag }),
  autoUpdatesChannel: one('latest', 'stable', 'rc'),
  cleanupPeriodDays: z.int().positive().optional(),
  defaultShell: one('bash', 'powershell'),
  feedbackSurveyRate: z.number().min(0).max(1).optional(),
  fileSuggestion: programs.optional(),
  forceLoginOrgUUID: z.union([z.string(), z.array(z.string())]).optional(),
  hooks: z.union([guarding, z.string(), z.number(), z.boolean(), z.null(), z.array(z.unknown())]).optional(),
  parentSettingsBehavior: one('first-wins', 'merge'),
  permissions: object({
    ...all('allow ask deny', rules),
    additionalDirectories: texts,
    defaultMode: one('acceptEdits', 'auto', 'bypassPermissions', 'default', 'dontAsk', 'plan'),
    ...all('disableAutoMode disableBypassPermissionsMode', one('disable')),
  }),
  sandbox: object({
    ...all(
      `allowAppleEvents allowUnsandboxedCommands autoAllowBashIfSandboxed enableWeakerNestedSandbox
      enableWeakerNetworkIsolation enabled failIfUnavailable`,
      flag,
    ),
    excludedCommands: texts,
    ignoreViolations: record,
    ripgrep: object({ command: z.string(), args: texts }),
    credentials: object({
      ...all('envVars files', z.array(z.unknown()).optional()),
      allowPlaintextInject: flag,
    }),
    filesystem: object({
      ...all('allowRead allowWrite denyRead denyWrite', texts),
      ...all('allowManagedReadPathsOnly disabled', flag),
    }),
    network: object({
      ...all('allowMachLookup allowUnixSockets allowedDomains deniedDomains', texts),
      ...all('allowAllUnixSockets allowLocalBinding allowManagedDomainsOnly strictAllowlist', flag),
      ...all('httpProxyPort socksProxyPort', number),
      tlsTerminate: record,
    }),
  }),
  skillListingBudgetFraction: z.number().min(0).max(1).optional(),
  skillListingMaxDescChars: number,
  spinnerVerbs: object({ mode: z.enum(['append', 'replace']), verbs: texts }),
  statusLine: programs.extend({ padding: number, hideVimModeIndicator: flag }).optional(),
  tui: one('default', 'fullscreen'),
  voice: object({ ...all('autoSubmit enabled', flag), mode: one('hold', 'tap') }),
  workflowSizeGuideline: one('unrestricted', 'small', 'medium', 'large'),
  worktree: object({ ...all('sparsePaths symlinkDirectories', texts), baseRef: one('fresh', 'head') }),
});

/** A complaint with its key: `permissions.allow: expected array, received string`. */
const told = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.map(String).join('.')}: ${message.replace(/^Invalid (input|option|value): /, '')}`;

/** The complaint within a union that fits the kind of value best; the union's own says nothing. */
const inner = (issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] => {
  if (issue.code !== 'invalid_union') return [issue];
  const [first = []] = (issue.errors ?? []).toSorted(
    (a, b) =>
      Math.max(0, ...b.map(({ path }) => path.length)) - Math.max(0, ...a.map(({ path }) => path.length)),
  );
  if (first.length === 0) return [issue];
  return first.flatMap((one) => inner({ ...one, path: [...issue.path, ...one.path] }));
};

/** Keys for which the client drops settings as a whole, each with the reason; empty where it takes them. */
export const refusedKeys = (settings: unknown): readonly string[] => {
  const { error } = schema.safeParse(settings);
  return error ? error.issues.flatMap(inner).map(told) : [];
};
