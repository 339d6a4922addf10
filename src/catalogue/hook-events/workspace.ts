import { defineHookEvents, type HookField, programs } from '../hook-event.ts';

/** Files, folders and settings. Source: "Hook events" of the hooks reference; clients 2.1.197 to 2.1.332. */

const path = (brief: string): HookField => ({ brief, type: 'string', privacy: 'content' });
const optionalPath = (brief: string): HookField => ({ ...path(brief), optional: true });

export const workspaceHookEvents = defineHookEvents({
  InstructionsLoaded: {
    brief: 'A file with instructions was read.',
    types: programs,
    matcher: 'load_reason',
    fields: {
      file_path: path('File.'),
      memory_type: { brief: 'Whose instructions, e.g. `Project`.', type: 'string', privacy: 'public' },
      load_reason: { brief: 'Why, e.g. `session_start`.', type: 'string', privacy: 'public' },
      globs: { brief: 'Files the instructions are for.', type: 'array', privacy: 'content', optional: true },
      trigger_file_path: optionalPath('File whose reading brought them in.'),
      parent_file_path: optionalPath('File that includes them.'),
    },
    blocks: 'no',
    observe: 'http',
  },
  ConfigChange: {
    brief: 'A settings file changed. Managed settings cannot be blocked.',
    types: programs,
    matcher: 'source',
    fields: {
      source: {
        brief: 'Which settings.',
        type: 'string',
        privacy: 'public',
        values: ['user_settings', 'project_settings', 'local_settings', 'policy_settings', 'skills'],
      },
      file_path: optionalPath('File.'),
    },
    blocks: 'yes',
    observe: 'http',
  },
  CwdChanged: {
    brief: 'The current folder changed.',
    types: programs,
    fields: { old_cwd: path('Folder before.'), new_cwd: path('Folder after.') },
    blocks: 'no',
    observe: 'http',
  },
  DirectoryAdded: {
    brief: 'A folder was added to the session.',
    types: programs,
    matcher: 'source',
    fields: {
      directory: path('Folder.'),
      source: { brief: 'Who added it.', type: 'string', privacy: 'public' },
    },
    blocks: 'no',
    observe: 'http',
    since: '2.1.219',
  },
  FileChanged: {
    brief: 'A watched file changed. The matcher lists the names of the files to watch.',
    types: programs,
    matcher: 'file_path',
    fields: {
      file_path: path('File.'),
      event: {
        brief: 'What happened to it.',
        type: 'string',
        privacy: 'public',
        values: ['change', 'add', 'unlink'],
      },
    },
    blocks: 'no',
    observe: 'http',
  },
  WorktreeCreate: {
    brief: 'A worktree is wanted. The hook makes it and prints its path: one that only listens breaks it.',
    types: programs,
    fields: { name: { brief: 'Name of the worktree.', type: 'string', privacy: 'content' } },
    blocks: 'exit',
    observe: 'never',
  },
  WorktreeRemove: {
    brief:
      'A worktree is to be removed, by the hook that made it: one that only listens would leave it there.',
    types: programs,
    fields: { worktree_path: path('Worktree.') },
    blocks: 'exit',
    observe: 'never',
  },
});
