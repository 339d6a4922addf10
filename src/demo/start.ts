import { hookRan, type Stage } from './stage.ts';

const hooks = ['SessionStart', 'UserPromptSubmit', 'PreToolUse', 'Stop'];

const tellHooks = ({ client, now }: Stage): void => {
  for (const event of hooks) {
    client.event(now, 'hook_registered', {
      hook_event: event,
      hook_type: event === 'PreToolUse' ? 'command' : 'http',
      hook_source: 'userSettings',
    });
  }
};

const tellPlugins = ({ client, now, plan }: Stage): void => {
  for (const plugin of plan.person.plugins) {
    const isBundled = plugin.startsWith('cc-');
    client.event(now, 'plugin_loaded', {
      'plugin.name': plugin,
      'plugin.scope': isBundled ? 'default-bundle' : 'user',
      enabled_via: isBundled ? 'default-enable' : 'user-install',
    });
  }
};

const tellServers = ({ client, now, plan: { person, random } }: Stage): void => {
  for (const server of person.mcp) {
    const hasFailed = random.chance(server === 'figma' ? 0.15 : 0.02);
    client.event(now, 'mcp_server_connection', {
      status: hasFailed ? 'failed' : 'connected',
      transport_type: server === 'postgres' ? 'stdio' : 'http',
      server_scope: 'user',
      duration_ms: String(Math.round(random.around(300))),
      ...(hasFailed && { error_code: 'ECONNREFUSED' }),
    });
  }
};

/** What happens to some people on some days. */
const tellRare = ({ client, now, plan: { random } }: Stage): void => {
  const isManaged = random.chance(0.5);
  if (isManaged) client.event(now, 'managed_settings_resolved', { 'managed_settings.trigger': 'startup' });
  if (random.chance(0.06)) {
    const success = !random.chance(0.15);
    client.event(now, 'auth', {
      action: 'login',
      success: String(success),
      ...(!success && { error_category: 'expired' }),
    });
  }
  if (random.chance(0.05)) {
    client.event(now, 'plugin_installed', { 'plugin.name': 'frontend-design', 'install.trigger': 'ui' });
  }
  if (random.chance(0.04)) client.event(now, 'internal_error', { error_name: 'TypeError' });
};

/** What a client says when a session begins. */
export const start = (stage: Stage): void => {
  const { client, now, plan } = stage;
  const source = plan.startType === 'fresh' ? 'startup' : 'resume';
  client.hook(now, 'SessionStart', { source });
  tellHooks(stage);
  tellPlugins(stage);
  tellServers(stage);
  tellRare(stage);
  hookRan(stage, 'SessionStart', `SessionStart:${source}`);
  client.gain(now, 'claude_code.session.count', 1, { start_type: plan.startType, 'app.entrypoint': 'cli' });
};
