import type { RequestHandler } from 'express';

/**
 * The page is same-origin in everything. Styles must be allowed inline because emotion, uPlot and CodeMirror write
 * them at run time; scripts are not.
 */
const contentSecurityPolicy = Object.entries({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
})
  .map(([directive, sources]) => `${directive} ${sources}`)
  .join('; ');

const headers = {
  'Content-Security-Policy': contentSecurityPolicy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

export const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set(headers);
  next();
};

const loopbackHost = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/i;

/** Whether a host, with or without a port, names this machine's loopback interface. */
export const isLoopback = (host: string): boolean => loopbackHost.test(host);

/**
 * Refuses requests that a foreign web page could have sent. A name that someone pointed at 127.0.0.1 (DNS rebinding)
 * shows in `Host`; another site's script shows in `Sec-Fetch-Site`, which browsers set and pages cannot forge.
 */
export const onlyFromHere: RequestHandler = (request, response, next) => {
  if (!isLoopback(request.headers.host ?? '')) {
    response.status(421).type('text').send('Open this page as localhost or 127.0.0.1.\n');
    return;
  }
  const site = request.headers['sec-fetch-site'];
  if ((site === 'cross-site' || site === 'same-site') && request.headers['sec-fetch-mode'] !== 'navigate') {
    response.status(403).type('text').send('Other sites may link to this page, but not read it.\n');
    return;
  }
  next();
};
