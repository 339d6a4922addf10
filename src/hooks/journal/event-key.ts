import { createHash } from 'node:crypto';

const separator = '\u0000';

/** How a sender tells its deliveries apart. */
export type Delivery =
  /** The sender's own id: the same one again is the same event again. */
  | { readonly kind: 'id'; readonly id: string }
  /** The sender never sends twice, so two equal payloads are two events. */
  | { readonly kind: 'once'; readonly id: string }
  /** Nothing is known of the sender: an equal payload is the same event. */
  | { readonly kind: 'unknown' };

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * The key under which an event is counted once: session, event and tool call, where there is one, however it was
 * delivered; else the sender's id; else the payload itself.
 */
export const eventKey = (
  session: string,
  event: string,
  toolUseId: string | undefined,
  delivery: Delivery,
  body: unknown,
): string => {
  const own = () =>
    delivery.kind === 'unknown' ? sha256(JSON.stringify(body)).toString('hex') : delivery.id;
  const identity = toolUseId ? ['tool', toolUseId] : [delivery.kind, own()];
  return sha256([session, event, ...identity].join(separator))
    .toString('hex')
    .slice(0, 32);
};
