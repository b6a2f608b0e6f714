// Stands in for aws-lambda-ric's native client: the Lambda Runtime API over node:http.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
const http = require('node:http');
const { flushCompileCache } = require('node:module');
const clock = require('./clock.cjs');

const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
let answered = Promise.resolve();
let asked = 0;

function call(method, path, body = '', headers = {}) {
  return new Promise((resolve) => {
    const request = http.request(
      {
        hostname,
        port,
        agent,
        method,
        path: `/2018-06-01/runtime/invocation/${path}`,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ headers: response.headers, body: Buffer.concat(chunks).toString() }),
        );
        response.on('error', leave);
      },
    );
    request.on('error', leave);
    request.end(body);
  });
}

// Without its host a sandbox has nothing to live for.
function leave() {
  process.exit(1);
}

exports.next = async () => {
  await answered;
  // Node.js writes it at its end, and a sandbox ends by SIGKILL; after one event most of the code has run.
  if (asked === 1) flushCompileCache();
  asked += 1;
  const { headers, body } = await call('GET', 'next');
  clock.set(Number(headers['local-clock-offset-ms'] ?? 0));
  return { bodyJson: body, headers };
};

exports.done = (requestId, body) => {
  answered = call('POST', `${requestId}/response`, body);
};

exports.error = (requestId, body, xrayCause) => {
  // A cause with line ends, or beyond what a header takes, would break the request that carries the error.
  const cause = xrayCause.length < 8_000 && /^[\x20-\x7e]*$/.test(xrayCause) ? xrayCause : '{}';
  answered = call('POST', `${requestId}/error`, body, { 'Lambda-Runtime-Function-XRay-Error-Cause': cause });
};
