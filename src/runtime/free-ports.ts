import { isFree } from './port.ts';

/** Ports from `first` to before `end`. */
export interface PortRange {
  readonly first: number;
  readonly end: number;
}

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, macOS from 49152): one of those can be
 * taken between the moment it was found free and the moment a program listens on it.
 */
const belowEphemeral: PortRange = { first: 10_240, end: 20_000 };

/** Where ports come from, one after the other. */
export type PortSource = Generator<number, never>;

/** The ports of a range, from a random one on, so that two processes that look at once seldom meet. */
export function* portsFrom({ first, end }: PortRange): PortSource {
  for (let step = Math.floor(Math.random() * (end - first)); ; step += 1)
    yield first + (step % (end - first));
}

const productPorts = portsFrom(belowEphemeral);

/** `count` ports that nothing listens on and that are not `taken`; none comes twice from one source. */
export const freePorts = async (
  count: number,
  source = productPorts,
  taken: ReadonlySet<number> = new Set(),
): Promise<readonly number[]> => {
  const found: number[] = [];
  while (found.length < count) {
    const port = source.next().value;
    if (!taken.has(port) && (await isFree(port))) found.push(port);
  }
  return found;
};
