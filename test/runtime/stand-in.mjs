// A component for tests: answers GET /ready on PORT, tells its process at /pid, ends at /die, or at once with FAIL.
import { createServer } from 'node:http';

console.log(`stand-in for port ${process.env.PORT} starts`);
if (process.env.FAIL) {
  console.error(`cannot work: ${process.env.FAIL}`);
  process.exit(7);
}
const server = createServer((request, response) => {
  if (request.url === '/die') process.exit(3);
  response.end(request.url === '/pid' ? String(process.pid) : 'ok');
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => {
  console.log(`stand-in for port ${process.env.PORT} stops at ${process.hrtime.bigint()}`);
  process.exit(0);
});
