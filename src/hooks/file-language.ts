import path from 'node:path';

/** File name endings by language, under the names that the client's `language` attribute uses. */
const endings: Readonly<Record<string, string>> = {
  TypeScript: 'ts tsx mts cts',
  JavaScript: 'js jsx mjs cjs',
  Python: 'py pyi',
  Rust: 'rs',
  Go: 'go',
  Java: 'java',
  Kotlin: 'kt kts',
  Swift: 'swift',
  C: 'c h',
  'C++': 'cc cpp cxx hh hpp hxx',
  'C#': 'cs',
  Ruby: 'rb rake',
  PHP: 'php',
  Perl: 'pl pm',
  Lua: 'lua',
  Scala: 'scala sc',
  Elixir: 'ex exs',
  Haskell: 'hs',
  R: 'r',
  Julia: 'jl',
  Dart: 'dart',
  Zig: 'zig',
  Shell: 'sh bash zsh fish',
  PowerShell: 'ps1 psm1',
  SQL: 'sql',
  HTML: 'html htm',
  CSS: 'css scss sass less',
  Vue: 'vue',
  Svelte: 'svelte',
  JSON: 'json jsonc jsonl',
  YAML: 'yaml yml',
  TOML: 'toml',
  XML: 'xml svg',
  Markdown: 'md mdx',
  Terraform: 'tf tfvars',
  Protobuf: 'proto',
  'Jupyter Notebook': 'ipynb',
};

const byEnding = new Map(
  Object.entries(endings).flatMap(([language, list]) => list.split(' ').map((ending) => [ending, language])),
);

/** Language of a file by the end of its name; `unknown` as the client says it. */
export const languageOf = (file: string): string => {
  const name = path.basename(file);
  if (name === 'Dockerfile' || name === 'Makefile') return name;
  return byEnding.get(path.extname(name).slice(1).toLowerCase()) ?? 'unknown';
};
