import { guardPolicySchema } from '@start-observability/guard/policy.ts';
import * as z from 'zod';
import { clientSockets, type Site } from './site.ts';

/** What the client's container is told of the stack that it belongs to; the container `prepare` reads it. */
export const toldSchema = z.strictObject({
  /** URL of the OTLP/gRPC receiver. */
  endpoint: z.url(),
  /** Folder of the hook service's socket. */
  sockets: z.string(),
  guard: guardPolicySchema,
  /** Ports on which the ledger and the hook service are asked. */
  stackPorts: z.array(z.int()),
  /** Which texts the client sends: those that the stack keeps or hashes. */
  sends: z.strictObject({ prompts: z.boolean(), responses: z.boolean(), tools: z.boolean() }),
});

export type ClientTold = z.output<typeof toldSchema>;

export const clientTold = ({ config: { guard, ports, privacy }, address }: Site): ClientTold => ({
  endpoint: `http://${address('otlpGrpc')}`,
  sockets: clientSockets,
  guard,
  stackPorts: [ports.ledger, ports.hooks],
  sends: {
    prompts: privacy.prompts !== 'drop',
    responses: privacy.responses !== 'drop',
    tools: privacy.tools !== 'drop',
  },
});
