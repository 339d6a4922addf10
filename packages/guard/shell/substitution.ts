import {
  type CommandExpansionPart,
  forEachChild,
  type ProcessSubstitutionPart,
  type SyntaxNode,
} from 'unbash';
import { mark } from '../text/text.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';

/** What `$(...)` prints. */
export const commandText = (
  part: CommandExpansionPart,
  { shell, state }: { shell: Shell; state: State },
): string => {
  // Asking for the script parses its source: each level of nesting parses what is inside it once more.
  if (!shell.reading.spendText(part.text.length)) return mark.unknown;
  const { script } = part;
  if (!script) return mark.unknown;
  const text = shell.reading.deeper(() => shell.runScript(script, state.child(), state.input));
  const result = text.length > 100_000 ? text.replace(/\n$/, '') : text.replace(/\n+$/, '');
  if (result.length < 500) shell.reading.computed.add(result);
  return result;
};

/** Runs every substitution below a node whose own value is of no interest, such as an arithmetic expression. */
export const runSubstitutions = (node: SyntaxNode, shell: Shell, state: State): void => {
  const visit = (child: SyntaxNode): void => {
    if (
      (child.type === 'CommandExpansion' ||
        child.type === 'ArithmeticCommandExpansion' ||
        child.type === 'ProcessSubstitution') &&
      child.script
    ) {
      const { script } = child;
      shell.reading.deeper(() => shell.runScript(script, state.child()));
    } else forEachChild(child, visit);
  };
  visit(node);
};

/** A name for the stream of `<(...)` or `>(...)`: a file that holds what the script prints, or a sink that feeds it. */
export const processSubstitution = (
  part: ProcessSubstitutionPart,
  { shell, state }: { shell: Shell; state: State },
): string => {
  const { script } = part;
  const path = `/dev/fd/substitution-${shell.reading.serial()}`;
  if (!script) return path;
  const text = shell.reading.deeper(() => shell.runScript(script, state.child()));
  if (part.operator === '<') state.files.set(path, text);
  else state.outputs.set(path, part.text.slice(2, -1));
  return path;
};

/** Runs what stands in the subscript of a quoted name, which `[[ -v 'a[$(command)]' ]]` evaluates. */
export const runSubscripts = (node: SyntaxNode, shell: Shell, state: State): void => {
  forEachChild(node, (child) => {
    const { value } = child as { value?: unknown };
    if (typeof value === 'string' && /^\w+\[.*(\$\(|`)/s.test(value))
      shell.reading.deeper(() => shell.runSource(`: "${value.replaceAll('"', '')}"`, state.child()));
    else runSubscripts(child, shell, state);
  });
};
