import { ask, deny, type Pattern } from './pattern.ts';

const person = 'Let a person do it.';

// biome-ignore format: a table
export const systemPatterns: readonly Pattern[] = [
  { id: 'fork-bomb', category: 'system', decision: deny, brief: 'Starts processes without end', why: 'The machine stops answering.', suggestion: '', catches: [':(){ :|:& };:', 'x(){ x & x & }; x'], spares: ['seq 4 | xargs -P4 -I{} echo {}'] },
  { id: 'system-file-write', category: 'system', decision: deny, brief: 'Overwrites a file the system depends on', why: 'The machine may not start, or nobody may log in.', suggestion: person, catches: ['echo x > /etc/passwd'], spares: ['cat /etc/passwd'] },
  { id: 'system-config-write', category: 'system', decision: ask, brief: 'Changes a setting of the whole machine', why: 'Other programs depend on it.', suggestion: person, catches: ['echo x >> /etc/hosts'], spares: ['cat /etc/hosts'] },
  { id: 'start-file-write', category: 'system', decision: ask, brief: 'Changes a file every new shell reads', why: 'It takes effect in all later sessions.', suggestion: 'Say what to add.', catches: ['echo x > ~/.zshrc'], spares: ['cat ~/.zshrc'] },
  { id: 'history-clear', category: 'system', decision: ask, brief: 'Clears the history of the shell', why: 'It is the only record of what was done.', suggestion: '', catches: ['history -c'], spares: ['history 10'] },
  { id: 'machine-stop', category: 'system', decision: ask, brief: 'Stops or restarts the machine', why: 'All running work ends.', suggestion: person, catches: ['sudo shutdown -h now', 'reboot'], spares: ['uptime'] },
  { id: 'service-stop', category: 'system', decision: ask, brief: 'Stops a service of the machine', why: 'Others may depend on it.', suggestion: person, catches: ['systemctl stop docker'], spares: ['systemctl status docker', 'systemctl --user restart x'] },
  { id: 'account-delete', category: 'system', decision: ask, brief: 'Changes who may use the machine', why: 'Accounts and their files are hard to bring back.', suggestion: person, catches: ['userdel -r bob'], spares: ['id bob'] },
  { id: 'firewall-open', category: 'system', decision: ask, brief: 'Opens the firewall', why: 'Services become reachable from outside.', suggestion: person, catches: ['iptables -F'], spares: ['iptables -L'] },
  { id: 'kernel-setting', category: 'system', decision: ask, brief: 'Changes a setting of the kernel', why: 'It affects every program.', suggestion: person, catches: ['sysctl -w vm.swappiness=1'], spares: ['sysctl -a'] },
  { id: 'package-essential', category: 'system', decision: ask, brief: 'Removes a package the system needs', why: 'The machine may not start, or nothing may be installable.', suggestion: person, catches: ['apt-get remove -y libc6'], spares: ['apt-get install -y jq'] },
  { id: 'crontab-remove', category: 'system', decision: deny, brief: 'Deletes every scheduled job', why: 'There is no copy of them.', suggestion: 'Edit the one line.', catches: ['crontab -r'], spares: ['crontab -l'] },
  { id: 'kill-everything', category: 'system', decision: ask, brief: 'Ends every process', why: 'All running work ends.', suggestion: 'End the one process by its number.', catches: ['kill -9 -1'], spares: ['kill 1234'] },
  { id: 'kill-by-name', category: 'system', decision: ask, brief: 'Ends every process of a name without letting it finish', why: 'Other work of the same name ends too.', suggestion: 'End the one process by its number.', catches: ['killall -9 node'], spares: ['pgrep node'] },
];

// biome-ignore format: a table
export const permissionPatterns: readonly Pattern[] = [
  { id: 'world-writable', category: 'permission', decision: ask, brief: 'Lets everybody write, or nobody read', why: 'Any program of any user can change the file.', suggestion: 'Use 644 or 755.', catches: ['chmod 777 x', 'chmod -R 000 .'], spares: ['chmod +x script.sh', 'chmod 644 config.json'] },
  { id: 'set-user-id', category: 'permission', decision: ask, brief: 'Lets whoever runs the file act as its owner', why: 'It is a way to become root.', suggestion: person, catches: ['chmod u+s x', 'chmod 4755 x'], spares: ['chmod 0755 x'] },
  { id: 'system-permissions', category: 'permission', decision: ask, brief: 'Changes owner or mode of system folders', why: 'Programs refuse to run, or anybody can change them.', suggestion: person, catches: ['chown -R nobody /etc', 'sudo chown -R dev /usr'], spares: ['chmod -R u+w dist'] },
];
