// SPDX-License-Identifier: GPL-3.0-or-later
// Runs PouchDB's own integration tests against the server of RYORIN_URL, and counts those that go over http.
//   with-server pouchdb-suite.js FOLDER [FILE…]    FOLDER: a built copy of PouchDB's repository
// Left out is what needs a JavaScript engine in the server (pouchdb-suite.json), as it is from CouchDB's own figures.
'use strict'

const { spawn } = require('child_process')
const path = require('path')
const { files, without } = require('./pouchdb-suite.json')

// What CouchDB 3.4.3 passes of them.
const ENOUGH = 1068
const DOWN_PORT = '3010'

const folder = path.resolve(process.argv[2])
const chosen = process.argv.slice(3)

process.chdir(folder)
process.env.COUCH_HOST = process.env.RYORIN_URL
process.env.VIEW_ADAPTERS = 'memory'

// The suites name the adapters that they run with.
function isHttp (test) {
  for (let suite = test.parent; suite; suite = suite.parent) if (/http/.test(suite.title)) return true
  return false
}

function isLeftOut (test) {
  return (without[path.basename(test.file)] || []).includes(test.title)
}

function prune (suite) {
  suite.tests = suite.tests.filter(test => !isLeftOut(test))
  suite.suites.forEach(prune)
}

function watch (runner) {
  const count = { passed: 0, http: 0, pending: 0, failed: [] }
  runner.on('pass', test => {
    count.passed++
    if (isHttp(test)) count.http++
  })
  runner.on('pending', () => count.pending++)
  runner.on('fail', (test, error) => {
    count.failed.push(test)
    console.log(`not ok - ${test.fullTitle()}\n    ${(error.stack || JSON.stringify(error)).split('\n').slice(0, 4).join('\n    ')}`)
  })
  return count
}

async function main () {
  const Mocha = require(`${folder}/node_modules/mocha`)
  const mocha = new Mocha({ timeout: 20000, reporter: class {} })
  const down = spawn(process.execPath, ['bin/down-server.js', DOWN_PORT], { stdio: 'ignore' })

  require(`${folder}/tests/integration/node.setup.js`)
  for (const file of chosen.length ? chosen : files) mocha.addFile(`${folder}/tests/integration/${file}`)
  mocha.loadFiles()
  prune(mocha.suite)
  const start = Date.now()
  const count = await new Promise(resolve => {
    let seen = null
    const runner = mocha.run(() => resolve(seen))
    seen = watch(runner)
  })
  down.kill()
  const failed = count.failed.filter(isHttp).length
  console.log(`${count.passed} passed, ${count.failed.length} failed, ${count.pending} not for this sort of peer, in ${Math.round((Date.now() - start) / 1000)} s`)
  console.log(`over http: ${count.http} passed, ${failed} failed`)
  process.exit(failed > 0 || (!chosen.length && count.http < ENOUGH) ? 1 : 0)
}

main()
