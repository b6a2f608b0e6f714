// Loaded into every sandbox before the function, with --require. Plain CommonJS: stripping types would cost each
// cold start more than this file does.
const Module = require('node:module');
const { join } = require('node:path');
const rapidClient = require('./rapid-client.cjs');

// AWS's runtime client loads its C++ half by this name; installing without scripts leaves it unbuilt.
const load = Module._load;
Module._load = function loadOrReplace(request, ...rest) {
  if (request !== './rapid-client.node') return load.call(this, request, ...rest);
  Module._load = load;
  return rapidClient;
};

// Importing node:http as a module asks for everything that it exports, and these three load all of undici: 40 ms of
// each cold start. On AWS, where the SDK speaks https, nobody imports it.
for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) delete require('node:http')[name];

// What V8 compiled for one sandbox serves the next ones of the deployment. Next to the code: it goes with it.
Module.enableCompileCache(join(process.cwd(), '..', 'compile-cache'));
