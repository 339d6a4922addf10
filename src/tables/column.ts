import type { Attribute, Privacy } from '../catalogue/attribute.ts';
import { attributeTypes, labelName } from '../catalogue/attribute.ts';
import type { HookField } from '../catalogue/hook-event.ts';

/** The attributes of an event, point or span, as the tables take them. */
export type Attributes = ReadonlyMap<string, string | number | boolean>;

export type ColumnType = 'text' | 'integer' | 'real' | 'boolean' | 'json';

/** A typed column of a table, and where its value comes from. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** What one of it is: `ms`, `bytes`, `tokens`, `nano-dollars`; absent where it has none. */
  readonly unit?: string;
  readonly privacy: Privacy;
  readonly brief: string;
  /** The client's own name for it: an attribute, or a field of a hook's JSON. */
  readonly from: string;
}

/** How a money column is called, and what the column beside it in dollars is called in views. */
export const moneyColumn = {
  attribute: 'cost_usd',
  nanoDollars: 'cost_nanodollars',
  dollars: 'cost_usd',
} as const;

const unitOf = (name: string): string | undefined => {
  if (/_ms$/.test(name)) return 'ms';
  if (/_bytes$/.test(name)) return 'bytes';
  if (/_chars$|_length$/.test(name)) return 'characters';
  if (/_tokens$/.test(name)) return 'tokens';
  if (/_micros$/.test(name)) return 'micro-dollars';
  if (/_usd$/.test(name)) return 'dollars';
  return undefined;
};

/** The client sends numbers and truth values as text, too: the most telling of an attribute's types is the column's. */
const typeOfAttribute = (attribute: Attribute): ColumnType => {
  const types = attributeTypes(attribute);
  if (types.includes('string[]')) return types.length === 1 ? 'json' : 'text';
  if (types.includes('boolean'))
    return types.includes('string') && attribute.privacy === 'personal' ? 'text' : 'boolean';
  if (types.includes('double')) return 'real';
  if (types.includes('int')) return 'integer';
  return 'text';
};

/** The column of a client's attribute. Money is kept in whole nano-dollars. */
export const columnOfAttribute = (from: string, attribute: Attribute): Column => {
  if (from === moneyColumn.attribute) {
    return {
      name: moneyColumn.nanoDollars,
      type: 'integer',
      unit: 'nano-dollars',
      privacy: attribute.privacy,
      brief: 'Estimated cost in nano-dollars, exact.',
      from,
    };
  }
  const name = labelName(from).toLowerCase();
  const unit = unitOf(name);
  return {
    name,
    type: typeOfAttribute(attribute),
    ...(unit && { unit }),
    privacy: attribute.privacy,
    brief: attribute.brief,
    from,
  };
};

const typeOfField = (field: HookField): ColumnType => {
  const types = typeof field.type === 'string' ? [field.type] : field.type;
  if (types.includes('object') || types.includes('array')) return 'json';
  if (types.includes('boolean')) return 'boolean';
  if (types.includes('number')) return types.includes('string') ? 'text' : 'real';
  return 'text';
};

/** The column of a field of a hook's JSON. */
export const columnOfField = (from: string, field: HookField): Column => {
  const unit = unitOf(from);
  return {
    name: from.toLowerCase(),
    type: typeOfField(field),
    ...(unit && { unit }),
    privacy: field.privacy,
    brief: field.brief,
    from,
  };
};

export type ColumnValue = string | number | null;

const numberOf = (value: unknown): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value !== '' ? Number(value) : Number.NaN;
};

const truths = new Map<unknown, number>([
  [true, 1],
  ['true', 1],
  [false, 0],
  ['false', 0],
]);

const textual = (value: unknown): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

/** A value as its column keeps it; `undefined` when it does not fit, and then belongs to what no column has. */
export const columnValue = (type: ColumnType, value: unknown): ColumnValue | undefined => {
  if (type === 'integer' || type === 'real') {
    const number = numberOf(value);
    return Number.isFinite(number) ? number : undefined;
  }
  return type === 'boolean' ? truths.get(value) : textual(value);
};
