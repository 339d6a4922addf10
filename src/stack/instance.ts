import { defaults } from '../config/schema.ts';
import type { PortName } from './components/component.ts';

const usualPorts = defaults().ports;

/**
 * The label `instance` of what is scraped at `target`, with the usual port of its kind: a private port, and one that a
 * person chose, must not make other series, or sums would have both for as long as Prometheus looks back.
 */
export const instanceOf = (target: string, port: PortName): string =>
  target.replace(/\d+$/, String(usualPorts[port]));

/** The same where everything runs on this machine. */
export const localInstance = (port: PortName): string => instanceOf('127.0.0.1:0', port);
