// SPDX-License-Identifier: MIT
// The stock Kaitai Struct parser of a packet spec, as a filter: one packet in hex a line in, one JSON object a line out.
//
//   node oracle.js spec/packets/udp.ksy < packets.txt
//
// What the stock compiler makes of the spec is all that is used here: nothing of ours but the .ksy file.
'use strict';

const fs = require('fs');
const path = require('path');
const readline = require('readline');
const yaml = require('js-yaml');
const KaitaiStream = require('kaitai-struct/KaitaiStream');
const Compiler = require('kaitai-struct-compiler');

async function compile(file) {
  const spec = yaml.load(fs.readFileSync(file, 'utf8'));
  const api = typeof Compiler === 'function' ? new Compiler() : Compiler;
  const files = await api.compile('javascript', spec, null, false);
  const module_ = { exports: {} };
  const text = Object.values(files)[0];
  new Function('exports', 'module', 'require', text)(module_.exports, module_, require);
  const name = spec.meta.id;
  const type = module_.exports[name[0].toUpperCase() + name.slice(1)] || module_.exports;
  return { type, params: (spec.params || []).map(() => 0) };
}

const lower = (letter) => '_' + letter.toLowerCase();
const snake = (name) => (name[0].toLowerCase() + name.slice(1)).replace(/[A-Z]/g, lower);

// The fields of a parsed packet: numbers as numbers, bytes as hex, a list of options as what its known ones say.
function fields(packet) {
  const found = {};
  for (const key of [...Object.keys(packet), ...getters(packet)]) {
    const value = packet[key];
    if (key.startsWith('_') || /^(ipSrc|ipDst)$/.test(key)) continue;
    if (value instanceof Uint8Array) found[snake(key)] = Buffer.from(value).toString('hex');
    else if (typeof value === 'number') found[snake(key)] = value;
    else if (typeof value === 'boolean') found[snake(key)] = Number(value);
    else if (value && typeof value === 'object') Object.assign(found, known(value.item || []));
  }
  return found;
}

function getters(packet) {
  const all = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(packet));
  return Object.keys(all).filter((key) => all[key].get);
}

function known(options) {
  const found = {};
  for (const option of options) {
    if (option.body && option.body.value !== undefined) found[snake(option.body.constructor.name)] = option.body.value;
  }
  return found;
}

function parse(packet, hex) {
  try {
    const bytes = Buffer.from(hex, 'hex');
    const copy = new Uint8Array(bytes).buffer;
    return { accepted: true, fields: fields(new packet.type(new KaitaiStream(copy), null, null, ...packet.params)) };
  } catch (error) {
    return { accepted: false, why: String(error.name || error) };
  }
}

async function main() {
  const packet = await compile(path.resolve(process.argv[2]));
  const out = [];
  for await (const line of readline.createInterface({ input: process.stdin })) {
    out.push(JSON.stringify(parse(packet, line.trim())));
  }
  process.stdout.write(out.join('\n') + '\n');
}

main().catch((error) => {
  process.stderr.write(String((error && error.message) || error) + '\n');
  process.exit(1);
});
