// SPDX-License-Identifier: GPL-3.0-or-later
// PouchDB as a client of ryorin-server: what a browser, a phone or anybody's script would do with it.
'use strict'

const assert = require('assert')
const PouchDB = require('pouchdb').plugin(require('pouchdb-adapter-memory'))

const root = process.env.RYORIN_URL
let count = 0

function remote (name) {
  return new PouchDB(`${root}/${name}`)
}

function local () {
  return new PouchDB(`memory-${count++}`, { adapter: 'memory' })
}

const tests = {
  async 'documents come back as they were' () {
    const a = local()
    const b = local()
    const docs = [
      { _id: 'organisation:1', name: '汐見中央病院', beds: 120, open: true, none: null, list: [1, 'two', { three: 3.5 }] },
      { _id: 'ふりがな/スラッシュ?&=', text: '\u0000\u001f"\\ 𠮷野家 😀' },
      { _id: 'empty' },
      { _id: '_design/views', views: { a: { map: 'function () {}' } } }
    ]
    await a.bulkDocs(docs)
    await a.replicate.to(remote('documents'))
    await b.replicate.from(remote('documents'))
    for (const doc of docs) {
      const there = await a.get(doc._id)
      assert.deepStrictEqual(await b.get(doc._id), there)
      assert.deepStrictEqual(await remote('documents').get(doc._id), there)
    }
  },

  async 'an update goes both ways' () {
    const a = local()
    const b = local()
    const there = remote('updates')
    await a.put({ _id: 'x', v: 1 })
    await a.sync(there)
    await b.sync(there)
    await b.put({ ...(await b.get('x')), v: 2 })
    await b.sync(there)
    await a.sync(there)
    assert.strictEqual((await a.get('x')).v, 2)
    assert.strictEqual((await there.get('x')).v, 2)
    const again = await a.sync(there)
    assert.strictEqual(again.push.docs_written, 0)
    assert.strictEqual(again.pull.docs_written, 0)
  },

  async 'two edits are kept, and all agree on the winner' () {
    const a = local()
    const b = local()
    const there = remote('conflicts')
    await a.put({ _id: 'x', v: 'base' })
    await a.sync(there)
    await b.sync(there)
    await a.put({ ...(await a.get('x')), v: 'left' })
    await b.put({ ...(await b.get('x')), v: 'right' })
    await a.sync(there)
    await b.sync(there)
    await a.sync(there)
    const seen = []
    for (const db of [a, b, there]) seen.push(await db.get('x', { conflicts: true }))
    assert.strictEqual(seen[0]._conflicts.length, 1)
    assert.deepStrictEqual(seen[1], seen[0])
    assert.deepStrictEqual(seen[2], seen[0])
    const loser = await there.get('x', { rev: seen[0]._conflicts[0] })
    assert.deepStrictEqual([loser.v, seen[0].v].sort(), ['left', 'right'])
    // Settled on one side, it is settled on all.
    await a.remove('x', seen[0]._conflicts[0])
    await a.sync(there)
    await b.sync(there)
    assert.strictEqual((await b.get('x', { conflicts: true }))._conflicts, undefined)
  },

  async 'a deletion is a fact' () {
    const a = local()
    const b = local()
    const there = remote('deletions')
    await a.put({ _id: 'x', v: 1 })
    await a.sync(there)
    await b.sync(there)
    await a.remove(await a.get('x'))
    await a.sync(there)
    await b.sync(there)
    for (const db of [a, b, there]) await assert.rejects(db.get('x'), { status: 404, reason: 'deleted' })
    // Made again, it is there again, for all.
    await b.put({ _id: 'x', v: 2 })
    await b.sync(there)
    await a.sync(there)
    assert.strictEqual((await a.get('x')).v, 2)
  },

  async 'live both ways' () {
    const a = local()
    const b = local()
    const there = remote('live')
    const syncs = [a.sync(there, { live: true, retry: true }), b.sync(there, { live: true, retry: true })]
    try {
      for (let i = 0; i < 5; i++) {
        const [from, to] = i % 2 ? [b, a] : [a, b]
        await from.put({ _id: `x${i}`, i })
        await until(async () => (await to.get(`x${i}`)).i === i)
      }
    } finally {
      await Promise.all(syncs.map(stop))
    }
  },

  async '2,000 revisions of one document' () {
    const a = local()
    const b = local()
    const there = remote('revisions')
    let rev
    for (let i = 1; i <= 2000; i++) rev = (await there.put({ _id: 'x', i, _rev: rev })).rev
    await a.replicate.from(there)
    await b.replicate.from(there)
    assert.strictEqual((await b.get('x')).i, 2000)
    const history = (await there.get('x', { revs: true }))._revisions
    assert.strictEqual(history.start, 2000)
    assert.strictEqual(history.ids.length, 1000)
    // What lies beyond the stemming is gone, and makes no conflict of what follows.
    await b.put({ ...(await b.get('x')), i: 2001 })
    await b.sync(there)
    await a.sync(there)
    const end = await a.get('x', { conflicts: true })
    assert.strictEqual(end.i, 2001)
    assert.strictEqual(end._conflicts, undefined)
  },

  async 'many documents in batches' () {
    const a = local()
    const b = local()
    const docs = []
    for (let i = 0; i < 1234; i++) docs.push({ _id: `d${i}`, i, text: '例会'.repeat(20) })
    await a.bulkDocs(docs)
    const pushed = await a.replicate.to(remote('many'), { batch_size: 100 })
    assert.strictEqual(pushed.docs_written, 1234)
    const pulled = await b.replicate.from(remote('many'), { batch_size: 77 })
    assert.strictEqual(pulled.docs_written, 1234)
    assert.strictEqual((await remote('many').info()).doc_count, 1234)
    assert.strictEqual((await remote('many').allDocs({ startkey: 'd10', endkey: 'd1000' })).rows.length, 3)
  },

  async 'only some documents' () {
    const b = local()
    const there = remote('some')
    await there.bulkDocs([{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }])
    await b.replicate.from(there, { doc_ids: ['a', 'c'] })
    assert.deepStrictEqual((await b.allDocs()).rows.map(row => row.id), ['a', 'c'])
  },

  async 'only what a selector matches' () {
    const b = local()
    const there = remote('selected')
    await there.bulkDocs([{ _id: 'a', kind: 'person', n: 1 }, { _id: 'b', kind: 'person', n: 9 }, { _id: 'c', kind: 'council' }])
    await b.replicate.from(there, { selector: { kind: 'person', n: { $gt: 5 } } })
    assert.deepStrictEqual((await b.allDocs()).rows.map(row => row.id), ['b'])
  },

  async 'what may not be written is denied, and holds nothing else up' () {
    const a = local()
    const b = local()
    const there = remote('ward-council')
    await there.info()
    const password = 'a password of some length'
    const user = { name: 'guest', type: 'user', roles: ['secretariat'], password }
    const answer = await PouchDB.fetch(`${root}/_users/org.couchdb.user:guest`, { method: 'PUT', body: JSON.stringify(user), headers: { 'Content-Type': 'application/json' } })
    assert.strictEqual(answer.status, 201)
    const address = new URL(`${root}/ward-council`)
    address.username = 'guest'
    address.password = password
    const denied = []
    await a.bulkDocs([{ _id: 'organisation:1', kind: 'organisation', name: '汐見中央病院' }, { _id: '_design/odd', views: {} }, { _id: 'organisation:2', kind: 'organisation', name: '北浜診療所' }])
    const result = await a.replicate.to(new PouchDB(address.href)).on('denied', error => denied.push((error.doc || error).id))
    assert.deepStrictEqual(denied, ['_design/odd'])
    assert.strictEqual(result.doc_write_failures, 1)
    await b.replicate.from(new PouchDB(address.href))
    assert.deepStrictEqual((await b.allDocs()).rows.map(row => row.id), ['organisation:1', 'organisation:2'])
  },

  async 'a password that is wrong' () {
    const address = new URL(root)
    address.password = 'wrong'
    const there = new PouchDB(`${address.href}documents`)
    await assert.rejects(local().replicate.from(there), { status: 401, name: 'unauthorized' })
  },

  async 'three stores that edit at random agree in the end' () {
    const seed = Number(process.env.RYORIN_SEED || Date.now() % 1000000)
    const random = generator(seed)
    const stores = [local(), local(), local()]
    const there = remote('random')
    console.log(`# seed ${seed}`)
    for (let step = 0; step < 120; step++) {
      const db = stores[Math.floor(random() * 3)]
      const _id = `d${Math.floor(random() * 8)}`
      const old = await db.get(_id).catch(() => undefined)
      const what = random()
      if (what < 0.6) await db.put({ ...old, _id, v: Math.floor(random() * 1e6) })
      else if (what < 0.7 && old) await db.remove(old)
      else await db.sync(there, { batch_size: 1 + Math.floor(random() * 10) })
    }
    for (let round = 0; round < 2; round++) for (const db of stores) await db.sync(there)
    const ends = []
    for (const db of [there, ...stores]) ends.push(await snapshot(db))
    for (const end of ends) assert.deepStrictEqual(end, ends[0])
  }
}

function generator (seed) {
  return () => {
    seed = (seed * 1664525 + 1013904223) % 4294967296
    return seed / 4294967296
  }
}

async function snapshot (db) {
  const rows = (await db.allDocs({ include_docs: true, conflicts: true })).rows
  for (const row of rows) if (row.doc._conflicts) row.doc._conflicts.sort()
  return rows.map(row => row.doc)
}

async function until (check) {
  const end = Date.now() + 5000
  for (;;) {
    if (await check().catch(() => false)) return
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

function stop (sync) {
  return new Promise(resolve => {
    sync.on('complete', resolve)
    sync.cancel()
  })
}

async function main () {
  let failures = 0
  for (const [name, run] of Object.entries(tests)) {
    const start = Date.now()
    try {
      await run()
      console.log(`ok - ${name} (${Date.now() - start} ms)`)
    } catch (error) {
      failures++
      console.log(`not ok - ${name}\n${error.stack || JSON.stringify(error)}`)
    }
  }
  process.exit(failures ? 1 : 0)
}

main()
