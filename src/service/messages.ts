import { IncomingMessage, type RequestListener, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** What `http.createServer` makes messages of. */
interface Messages {
  readonly IncomingMessage?: typeof IncomingMessage;
  readonly ServerResponse?: typeof ServerResponse<IncomingMessage>;
}

const made = new WeakMap<Express, Messages>();

const isExpress = (handler: RequestListener): handler is Express =>
  'request' in handler && 'response' in handler;

const makeMessages = (app: Express): Messages => {
  class Request extends IncomingMessage {}
  class Response extends ServerResponse {}
  Object.setPrototypeOf(Request.prototype, app.request);
  Object.setPrototypeOf(Response.prototype, app.response);
  app.request = Request.prototype as unknown as Express['request'];
  app.response = Response.prototype as unknown as Express['response'];
  return { IncomingMessage: Request, ServerResponse: Response };
};

/**
 * Classes of messages that are born with the prototypes of an Express app; nothing for another handler.
 *
 * Express gives each message the app's prototype when it arrives. V8 then makes a hidden class for every property that is
 * added to it afterwards, for each message anew: some 10 KB a request in the old part of the heap, whose collection holds
 * up all answers for 10 to 20 ms every few seconds. What has its prototype from the start shares hidden classes.
 */
export const messagesOf = (handler: RequestListener): Messages => {
  if (!isExpress(handler)) return {};
  const known = made.get(handler) ?? makeMessages(handler);
  made.set(handler, known);
  return known;
};
