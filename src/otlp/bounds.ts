import { attributes, isAttributeName } from '../catalogue/attributes.ts';
import type {
  AnyValue,
  Attributed,
  ExportRequest,
  KeyValue,
  LogRecord,
  OtlpMetric,
  OtlpSignal,
  OtlpSpan,
} from './model.ts';
import { mostDepth } from './value.ts';
import { objects, pointsOf, resourcesOf } from './walk.ts';

/** More than the catalogue has, and far less than what hurts. OpenTelemetry's own limit of attributes is 128. */
const mostAttributes = 512;
const mostListValues = 1024;
const mostSpanEvents = 1024;
const longestNameCharacters = 256;
/** The client itself cuts texts at 60 KiB. */
const longestTextCharacters = 65_536;

/** Stands where a value was nested too deeply. */
export const deepMark = '<nested too deeply>';

/** A text of at most `longest` UTF-16 units that ends with a whole character, and is one that can be written as UTF-8. */
export const cut = (text: string, longest: number): string => {
  const whole = text.toWellFormed();
  if (whole.length <= longest) return whole;
  const head = whole.slice(0, longest);
  return head.isWellFormed() ? head : head.slice(0, -1);
};

interface Named {
  name?: string;
}

const boundName = (owner: Named | undefined): void => {
  if (owner && typeof owner.name === 'string') owner.name = cut(owner.name, longestNameCharacters);
};

const boundValue = (value: AnyValue | undefined, depth: number, longest: number): void => {
  if (typeof value !== 'object' || value === null) return;
  if (typeof value.stringValue === 'string') value.stringValue = cut(value.stringValue, longest);
  if (typeof value.bytesValue === 'string' && value.bytesValue.length > longest)
    value.bytesValue = value.bytesValue.slice(0, longest - (longest % 4));
  if (value.arrayValue) boundList(value.arrayValue, depth, longest);
  if (value.kvlistValue) boundMap(value.kvlistValue, depth, longest);
};

const boundList = (list: { values?: AnyValue[] }, depth: number, longest: number): void => {
  if (typeof list !== 'object') return;
  list.values = objects(list.values).slice(0, mostListValues);
  for (const inside of list.values) boundNested(inside, depth + 1, longest);
};

const boundMap = (map: { values?: KeyValue[] }, depth: number, longest: number): void => {
  if (typeof map !== 'object') return;
  map.values = objects(map.values).slice(0, mostListValues);
  for (const entry of map.values) {
    if (typeof entry.key === 'string') entry.key = cut(entry.key, longestNameCharacters);
    boundNested(entry.value, depth + 1, longest);
  }
};

/** Lists and maps below the limit become a mark; what is beside them stays. */
const boundNested = (value: AnyValue | undefined, depth: number, longest: number): void => {
  if (typeof value !== 'object' || value === null) return;
  if (depth > mostDepth - 1 && (value.arrayValue || value.kvlistValue)) {
    delete value.arrayValue;
    delete value.kvlistValue;
    value.stringValue = deepMark;
  }
  boundValue(value, depth, longest);
};

/** Texts of people and files may be long; names and ids are not. */
const longestOf = (key: string): number =>
  isAttributeName(key) && attributes[key].privacy === 'content'
    ? longestTextCharacters
    : longestNameCharacters;

const isNamed = ({ key }: KeyValue): boolean =>
  typeof key === 'string' && key.length <= longestNameCharacters;

const boundAttributes = (owner: Attributed | undefined): void => {
  if (owner?.attributes === undefined) return;
  const sent = objects(owner.attributes);
  const isWithin = sent === owner.attributes && sent.length <= mostAttributes && sent.every(isNamed);
  const kept = isWithin ? sent : sent.filter(isNamed).slice(0, mostAttributes);
  for (const { key, value } of kept) boundValue(value, 0, longestOf(key));
  if (!isWithin) owner.attributes = kept as KeyValue[];
};

const boundMetric = (metric: OtlpMetric): void => {
  for (const { points } of pointsOf(metric)) points.forEach(boundAttributes);
};

const boundRecord = (record: LogRecord): void => {
  boundAttributes(record);
  boundValue(record.body, 0, longestTextCharacters);
};

const boundSpan = (span: OtlpSpan): void => {
  boundAttributes(span);
  boundName(span);
  if (span.events !== undefined) {
    span.events = objects(span.events).slice(0, mostSpanEvents);
    for (const event of span.events) {
      boundAttributes(event);
      boundName(event);
    }
  }
};

const boundItem = { metrics: boundMetric, logs: boundRecord, traces: boundSpan } as const;

/**
 * Bounds a request in place: depth, numbers and lengths of what comes after it in memory, in the store and on screens.
 * What is within the bounds stays as it was.
 */
export const bound = (signal: OtlpSignal, request: ExportRequest): void => {
  for (const { resource, scopes } of resourcesOf(signal, request)) {
    boundAttributes(resource);
    for (const { scope, items } of scopes) {
      boundAttributes(scope);
      boundName(scope);
      for (const item of items) (boundItem[signal] as (item: unknown) => void)(item);
    }
  }
};
