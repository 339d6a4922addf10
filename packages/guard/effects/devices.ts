/** Devices that swallow or make data and hold none. */
const harmlessDevice =
  /^\/dev\/(null|zero|full|random|urandom|tty\w*|pts(\/.*)?|ptmx|stdin|stdout|stderr|fd(\/.*)?|console|tcp(\/.*)?|udp(\/.*)?|shm(\/.*)?|mqueue(\/.*)?|clipboard|dsp|log|kvm|net(\/.*)?|fuse|snd(\/.*)?|dri(\/.*)?|nvidia\S*|video\d+|input(\/.*)?)$/;

/** Whether a path names a block or memory device, or another door to the kernel that destroys when written to. */
export const isRawDevice = (path: string): boolean =>
  (path.startsWith('/dev/') && path.length > 5 && !harmlessDevice.test(path)) ||
  /^\/proc\/(sysrq-trigger|kcore|kmem)$/.test(path) ||
  /^\/(proc\/sys|sys\/(firmware|kernel|power|block))\//.test(path);
