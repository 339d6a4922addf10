import type { ArithmeticExpression } from 'unbash';
import { isKnown, mark } from '../text/text.ts';
import type { Shell } from './shell.ts';
import type { State } from './state.ts';
import { parameterText } from './variables.ts';

const operators: Record<string, (left: number, right: number) => number> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => Math.trunc(left / right),
  '%': (left, right) => left % right,
  '**': (left, right) => left ** right,
};

const numberOf = (text: string, shell: Shell, state: State): number => {
  const literal = text.trim();
  if (/^0x[0-9a-f]+$/i.test(literal)) return Number.parseInt(literal, 16);
  if (/^0[0-7]+$/.test(literal)) return Number.parseInt(literal, 8);
  if (/^\d+$/.test(literal)) return Number(literal);
  const based = /^(\d+)#([0-9a-z]+)$/i.exec(literal);
  if (based) return Number.parseInt(based[2] as string, Number(based[1]));
  if (!/^\$?\{?[A-Za-z_]\w*\}?$/.test(literal)) return Number.NaN;
  const value = parameterText(literal.replace(/[${}]/g, ''), shell, state);
  return isKnown(value) && /^\d+$/.test(value) ? Number(value) : Number.NaN;
};

const evaluate = (node: ArithmeticExpression, shell: Shell, state: State): number => {
  switch (node.type) {
    case 'ArithmeticWord':
      return numberOf(node.value, shell, state);
    case 'ArithmeticGroup':
      return evaluate(node.expression, shell, state);
    case 'ArithmeticBinary': {
      const apply = operators[node.operator];
      return apply
        ? apply(evaluate(node.left, shell, state), evaluate(node.right, shell, state))
        : Number.NaN;
    }
    default:
      return Number.NaN;
  }
};

/** The value of an arithmetic expansion as text, unknown unless it is plain sums of numbers. */
export const arithmetic = (expression: ArithmeticExpression, shell: Shell, state: State): string => {
  const value = evaluate(expression, shell, state);
  return Number.isFinite(value) ? String(value) : mark.unknown;
};
