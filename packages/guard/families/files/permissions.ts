import { ask, definePatterns } from '../../findings/pattern.ts';
import { pathsOf } from '../../paths/path.ts';
import { placeOf } from '../../paths/place.ts';
import { options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import type { Invocation, Program } from '../../shell/shell.ts';

// biome-ignore format: a table
export const permissionPatterns = definePatterns({
  'world-writable': { category: 'permission', decision: ask, brief: 'Lets everybody write, or no user read', why: 'Any program of any user can change the file.', suggestion: 'Use 644 or 755.', catches: ['chmod 777 x', 'chmod -R 000 .'], spares: ['chmod +x script.sh', 'chmod 644 config.json'] },
  'set-user-id': { category: 'permission', decision: ask, brief: 'Lets every caller of the file act as its owner', why: 'It is a way to become root.', suggestion: 'Let a person do it.', catches: ['chmod u+s x', 'chmod 4755 x'], spares: ['chmod 0755 x'] },
  'system-permissions': { category: 'permission', decision: ask, brief: 'Changes owner or mode of system folders', why: 'Programs refuse to run, or anybody can change them.', suggestion: 'Let a person do it.', catches: ['chown -R nobody /etc', 'sudo chown -R dev /usr'], spares: ['chmod -R u+w dist'] },
});

/** The folder of one program among those that belong to the system as a whole. */
const ofOneProgram = /^\/(var\/(www|log|lib|cache|spool|opt)|srv|opt)\/[^/]/;

/** Modes that let everybody write, or no user do anything. */
const looseMode = /^0?[0-7]?(777|666|000)$|(^|,)[ug]*[ao][ugoa]*[+=][rwxXst]*w|^[+=]rwx$/;
const setUser = /^0?[4-7][0-7]{3}$|(^|,)([uao][ugoa]*|g[uoa]+)?\+[rwxXst]*s/;
/** The group alone: ordinary for a folder that people share, a way to become another group for a program of the system. */
const setGroup = /^0?[23][0-7]{3}$|(^|,)g\+[rwxXst]*s/;

const mode: Program = (call) => {
  const given = options(call.args, {
    valued: 'reference',
    long: 'recursive verbose changes silent quiet preserve-root no-preserve-root',
  });
  // A mode such as -w or -x looks like an option.
  const [first = '', ...rest] = given.operands;
  const deep = given.has('R', 'recursive');
  const targets = given.has('reference') || call.name === 'setfacl' ? given.operands : rest;
  if (call.name === 'chmod' && looseMode.test(first)) reportCall(permissionPatterns['world-writable'], call);
  const ofSystem = () =>
    targets.some((target) =>
      pathsOf(target, call.state).some((path) => placeOf(path, call.reading.places) === 'system'),
    );
  if (call.name === 'chmod' && (setUser.test(first) || (setGroup.test(first) && ofSystem())))
    reportCall(permissionPatterns['set-user-id'], call);
  for (const target of targets) for (const path of pathsOf(target, call.state)) reportMode(path, deep, call);
  return undefined;
};

const reportMode = (path: string, deep: boolean, call: Invocation): void => {
  const place = placeOf(path, call.reading.places);
  if (ofOneProgram.test(path)) return;
  if (deep && (place === 'root' || place === 'system' || place === 'home' || place === 'parent'))
    reportCall(permissionPatterns['system-permissions'], call);
  else if (place === 'system' && /^\/(etc|usr|bin|sbin|lib|boot)(\/|$)/.test(path))
    reportCall(permissionPatterns['system-permissions'], call);
};

export const permissionPrograms: Record<string, Program> = {
  chmod: mode,
  chown: mode,
  chgrp: mode,
  setfacl: mode,
};
