import { isIPv4, isIPv6 } from 'node:net';
import { replacePeople } from '@start-observability/guard/secrets/people.ts';
import { replaceSecrets } from '@start-observability/guard/secrets/shapes.ts';

/** What must not be in the archive because it is this machine's or this person's. */
export interface PrivateWords {
  /** Texts that are secret, whatever they look like. */
  readonly secrets: readonly string[];
  /** Folders and the sign that stands for each, the longest first. */
  readonly folders: readonly (readonly [folder: string, sign: string])[];
  /** Names of the person and of the machine, and hosts that the configuration names. */
  readonly users: readonly string[];
  readonly hosts: readonly string[];
}

export type Scrub = (text: string) => string;

const escapeRegExp = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** Any of these words, standing by itself; nothing where there are none. */
const words = (list: readonly string[]): RegExp | undefined => {
  const usable = [...new Set(list)].filter(Boolean).sort((a, b) => b.length - a.length);
  return usable.length === 0
    ? undefined
    : new RegExp(`(?<![\\w.-])(?:${usable.map(escapeRegExp).join('|')})(?![\\w-])`, 'gi');
};

/** `password=...`, `"apiKey": "..."`, `token: ...`; on or off is no secret. */
const named =
  /((?:pass(?:word|wd|phrase)|secret|token|api[_-]?key|private[_-]?key|credential|cookie)s?["']?\s*[=:]\s*)(?!["']?(?:true|false|null|undefined|<|\d{1,6}\b))("[^"\n]*"|'[^'\n]*'|[^\s,;}\]"']+)/gi;

const authorization = /\b(bearer|basic)(\s+)(?!<)[\w.~+/=-]{6,}/gi;
const inAddress = /((?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/)(?!<)[^\s/@"'<>]{1,400}@/gi;
const otherHomes = /((?:\/home|\/Users|[A-Z]:\\Users)[\\/])(?!<)[^\\/\s"':,;)]+/g;
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
const hexadecimal = /\b[0-9a-f]{32,}\b/gi;
/** Long runs of letters of both cases and digits: people do not write such words. */
const random = /(?<![\w+=-])(?=[\w+=-]*[a-z])(?=[\w+=-]*[A-Z])(?=[\w+=-]*\d)[\w+=-]{32,}/g;
const address4 = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]|-\d)/g;
const address6 = /(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:%\w+)?(?![\w:])/gi;

/** Hosts that say nothing about anybody: documentation, and where programs come from. */
const publicHosts =
  /(?:^|\.)(?:github\.com|prometheus\.io|grafana\.com|opentelemetry\.io|debian\.org|docker\.com|npmjs\.org|golang\.org|w3\.org|claude\.com|anthropic\.com)$/i;
const fullName =
  /(?<![\w.@/-])(?:[a-z0-9-]{1,63}\.){1,8}(?:com|net|org|internal|intranet|corp|local|lan|private|home)(?![\w.-]*\w)/gi;
const inUrl = /(\b(?:https?|grpc):\/\/)([a-z0-9.-]*[a-z][a-z0-9.-]*)/gi;
const ownHosts = /^(?:localhost|ledger|hooks|collector|pushgateway|prometheus|grafana|pages|viewer)$/i;

const isHere4 = (text: string) => /^(?:127\.|0\.0\.0\.0$)/.test(text);
const isHere6 = (text: string) => text === '::1' || text === '::';

/** Makes the function that takes out of a text what is secret or names a person, a machine or a network. */
export const createScrub = ({ secrets, folders, users, hosts }: PrivateWords): Scrub => {
  const literals = [...new Set(secrets)]
    .filter((secret) => secret.length >= 6)
    .sort((a, b) => b.length - a.length);
  const user = words(users);
  const host = words(hosts);
  /** In order: what is exact first, then what has a shape, then what only looks like something. */
  const steps: readonly Scrub[] = [
    (text) => literals.reduce((left, secret) => left.replaceAll(secret, '<secret>'), text),
    (text) => replaceSecrets(text),
    (text) => text.replaceAll(inAddress, '$1<credentials>@'),
    (text) => text.replaceAll(authorization, '$1$2<secret>'),
    (text) => text.replaceAll(named, '$1<secret>'),
    (text) => folders.reduce((left, [folder, sign]) => left.replaceAll(folder, sign), text),
    (text) => text.replaceAll(otherHomes, '$1<user>'),
    (text) => replacePeople(text, '<email>'),
    (text) => text.replaceAll(uuid, '<uuid>'),
    (text) => text.replaceAll(hexadecimal, '<hex>'),
    (text) => text.replaceAll(random, '<secret>'),
    (text) => text.replaceAll(address4, (found) => (isIPv4(found) && !isHere4(found) ? '<ip>' : found)),
    (text) => text.replaceAll(address6, (found) => (isIPv6(found) && !isHere6(found) ? '<ip>' : found)),
    (text) => (host ? text.replaceAll(host, '<host>') : text),
    (text) =>
      text.replaceAll(inUrl, (all, scheme: string, name: string) =>
        ownHosts.test(name) || publicHosts.test(name) || isIPv4(name) ? all : `${scheme}<host>`,
      ),
    (text) => text.replaceAll(fullName, (found) => (publicHosts.test(found) ? found : '<host>')),
    (text) => (user ? text.replaceAll(user, '<user>') : text),
  ];
  return (text) => steps.reduce((left, step) => step(left), text);
};
