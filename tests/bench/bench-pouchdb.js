// SPDX-License-Identifier: GPL-3.0-or-later
// How fast PouchDB pushes to and pulls from the server: 10,000 documents of some 600 bytes.
'use strict'

const PouchDB = require('pouchdb').plugin(require('pouchdb-adapter-memory'))

const root = process.env.RYORIN_URL
const total = Number(process.argv[2] || 10000)

function makeDocs () {
  const docs = []
  for (let i = 0; i < total; i++) {
    docs.push({ _id: `organisation:${String(i).padStart(8, '0')}`, kind: 'organisation', name: `機関 ${i}`, text: 'x'.repeat(480), beds: i })
  }
  return docs
}

async function measure (what, run) {
  const start = process.hrtime.bigint()
  await run()
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  console.log(`${what}: ${Math.round(total / seconds)} documents/s`)
}

async function main () {
  const a = new PouchDB('a', { adapter: 'memory' })
  const b = new PouchDB('b', { adapter: 'memory' })
  await a.bulkDocs(makeDocs())
  console.log(`${total} documents of ${JSON.stringify(await a.get('organisation:00000000')).length} bytes`)
  await measure('PouchDB pushes, 500 a batch', () => a.replicate.to(`${root}/bench`, { batch_size: 500 }))
  await measure('PouchDB pulls, 500 a batch', () => b.replicate.from(`${root}/bench`, { batch_size: 500 }))
  process.exit(0)
}

main()
