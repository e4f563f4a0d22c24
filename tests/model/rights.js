// SPDX-License-Identifier: GPL-3.0-or-later
// Puts every case of the rights to the function that guards a CouchDB: it must answer as the engine does.
'use strict';
const {execFileSync} = require('child_process');
const fs = require('fs');
const path = require('path');
const vm = require('vm');

// The test framework says a line or two of its own before.
const lines = execFileSync(process.argv[2], ['--cases'], {encoding: 'utf8', maxBuffer: 1 << 28}).split('\n')
    .filter((line) => line.startsWith('"') || line.startsWith('{'));
const validate = vm.runInThisContext('(' + JSON.parse(lines[0]) + ')');
const own = JSON.parse(fs.readFileSync(path.join(__dirname, 'data', 'rights.json'), 'utf8')).cases;
const cases = lines.slice(1).map((line) => JSON.parse(line)).concat(own);
let failed = 0;

function ask(each) {
  try {
    validate(each.new, each.old, {db: 'test', name: 'somebody', roles: each.roles}, {});
    return null;
  } catch (error) {
    if (!error.forbidden) {
      throw error;
    }
    return error.forbidden;
  }
}

for (const each of cases) {
  const answer = ask(each);
  if (answer !== each.answer) {
    failed++;
    console.error(`${each.about}: ${answer}, not ${each.answer}\n  ${JSON.stringify(each)}`);
  }
}
console.log(`${cases.length} cases, ${failed} answered otherwise`);
process.exit(failed === 0 && cases.length > 800 ? 0 : 1);
