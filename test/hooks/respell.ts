/**
 * Other spellings of one command: the same act for a shell, in other letters. The words of an attack are given apart, so
 * that quoting is the generator's own.
 */

const single = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** A small generator with a seed, so that a spelling that fails can be looked at again. */
const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** Other names of the home folder, where one begins a word. */
const homes = [
  '~',
  '$HOME',
  '${HOME}',
  '"$HOME"',
  '/home/dev',
  '/home/./dev',
  '/home/dev/../dev',
  '//home/dev',
];

const respellHome = (command: string, home: string): string =>
  command.replaceAll(/(^|[\s=:<>(])~(?=\/|\s|$)/g, (_, before: string) => `${before}${home}`);

/** How a command is wrapped: by the shell itself, by programs that run programs, by other languages. */
const wrappers: readonly ((command: string) => string)[] = [
  (command) => `sh -c ${single(command)}`,
  (command) => `bash -lc ${single(command)}`,
  (command) => `eval ${single(command)}`,
  (command) => `( ${command} )`,
  (command) => `{ ${command}; }`,
  (command) => `true && ${command}`,
  (command) => `if true; then ${command}; fi`,
  (command) => `for i in 1; do ${command}; done`,
  (command) => `run() { ${command}; }; run`,
  (command) => `env -i HOME=$HOME PATH=$PATH sh -c ${single(command)}`,
  (command) => `nohup sh -c ${single(command)} >/dev/null 2>&1 &`,
  (command) => `setsid sh -c ${single(command)}`,
  (command) => `timeout 9 sh -c ${single(command)}`,
  (command) => `echo ${base64(command)} | base64 -d | sh`,
  (command) => `printf '${hex(command)}' | sh`,
  (command) => `sh <<'X'\n${command}\nX`,
  (command) => `python3 -c ${single(`import os; os.system(${JSON.stringify(command)})`)}`,
  (command) => `node -e ${single(`require("child_process").execSync(${JSON.stringify(command)})`)}`,
  (command) => `perl -e ${single(`system(${JSON.stringify(command).replaceAll('$', '\\$')})`)}`,
  (command) => `find . -maxdepth 0 -exec sh -c ${single(command)} \\;`,
  (command) => `echo x | xargs -I{} sh -c ${single(command)}`,
  (command) => `x=${single(command)}; sh -c "$x"`,
  (command) => `echo ok\n${command}\necho done`,
  (command) => `$(echo sh) -c ${single(command)}`,
];

/** Quotes and backslashes inside the first word, which a shell takes away. */
const programs: readonly ((word: string) => string)[] = [
  (word) => word,
  (word) => `'${word}'`,
  (word) => `${word.slice(0, 1)}''${word.slice(1)}`,
  (word) => `\\${word}`,
  (word) => `"${word.slice(0, 1)}"${word.slice(1)}`,
];

const isPlainWord = (word: string): boolean => /^[a-z][\w.-]*$/.test(word);

/** Twenty different spellings of a command; the first is the command as it is. */
export const respellings = (command: string, seed: number, number = 20): readonly string[] => {
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[random(items.length)] as Item;
  const found = new Set([command]);
  for (let tries = 0; found.size < number && tries < 1000; tries += 1) {
    const [first = '', ...rest] = respellHome(command, pick(homes)).split(' ');
    const spelled = [isPlainWord(first) ? pick(programs)(first) : first, ...rest].join(' ');
    found.add(random(3) === 0 ? spelled : pick(wrappers)(spelled));
  }
  return [...found];
};
