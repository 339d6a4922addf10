// Loaded before a program of ours (`NODE_OPTIONS=--import`): notes what it looks up and connects to beyond this machine.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const file = process.env['NETWORK_RECORD'];
const isHere = (host) => /^(localhost|127\.[\d.]+|::1|::ffff:127\.[\d.]+|0\.0\.0\.0|::)$/.test(host);
const note = (what, host) => {
  if (file && !isHere(String(host))) appendFileSync(file, `${what} ${host}\n`);
};

const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === 'object' ? first : { port: first, host: args[1] };
  if (!options.path) note('connect', options.host ?? 'localhost');
  return connect.apply(this, args);
};
const { send } = dgram.Socket.prototype;
dgram.Socket.prototype.send = function (...args) {
  note('send', args.find((value, at) => at > 0 && typeof value === 'string') ?? 'localhost');
  return send.apply(this, args);
};
for (const owner of [dns, dns.promises])
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) {
    const original = owner[name];
    owner[name] = (host, ...rest) => {
      note('look up', host);
      return original(host, ...rest);
    };
  }
