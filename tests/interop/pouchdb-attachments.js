// SPDX-License-Identifier: GPL-3.0-or-later
// PouchDB as a client of ryorin-server, with attachments: put, read and replicated both ways, and what remains of them
// when documents conflict or are edited without them.
'use strict'

const assert = require('assert')
const crypto = require('crypto')
const PouchDB = require('pouchdb').plugin(require('pouchdb-adapter-memory'))

const root = process.env.RYORIN_URL
let count = 0

function remote (name) {
  return new PouchDB(`${root}/${name}`)
}

function local () {
  return new PouchDB(`memory-${count++}`, { adapter: 'memory' })
}

async function read (db, id, name, options) {
  return (await db.getAttachment(id, name, options || {})).toString('latin1')
}

const text = Buffer.from('資料１　例会のしおり\n'.repeat(1000))
const bytes = crypto.randomBytes(300000)
const small = Buffer.from('hi')

const tests = {
  async 'put, read, replace and remove' () {
    const there = remote('att-put')
    const first = await there.putAttachment('x', 'しおり/一.txt', text, 'text/plain')
    const second = await there.putAttachment('x', 'b.bin', first.rev, bytes, 'application/octet-stream')
    assert.strictEqual(await read(there, 'x', 'しおり/一.txt'), text.toString('latin1'))
    assert.strictEqual(await read(there, 'x', 'b.bin'), bytes.toString('latin1'))
    const doc = await there.get('x')
    assert.deepStrictEqual(Object.keys(doc._attachments).sort(), ['b.bin', 'しおり/一.txt'])
    assert.strictEqual(doc._attachments['しおり/一.txt'].length, text.length)
    assert.strictEqual(doc._attachments['しおり/一.txt'].revpos, 1)
    assert.strictEqual(doc._attachments['b.bin'].revpos, 2)
    await assert.rejects(there.putAttachment('x', 'c', first.rev, small, 'text/plain'), { status: 409 })
    const third = await there.putAttachment('x', 'b.bin', second.rev, small, 'image/png')
    assert.strictEqual(await read(there, 'x', 'b.bin'), 'hi')
    assert.strictEqual(await read(there, 'x', 'b.bin', { rev: second.rev }), bytes.toString('latin1'))
    await there.removeAttachment('x', 'b.bin', third.rev)
    await assert.rejects(there.getAttachment('x', 'b.bin', {}), { status: 404 })
  },

  async 'inline, and as stubs of the parent' () {
    const there = remote('att-inline')
    await there.put({ _id: 'x', _attachments: { a: { content_type: 'text/plain', data: small.toString('base64') } } })
    const doc = await there.get('x', { attachments: true })
    assert.strictEqual(doc._attachments.a.data, small.toString('base64'))
    await there.put({ ...(await there.get('x')), v: 2 })
    assert.strictEqual(await read(there, 'x', 'a'), 'hi')
    assert.strictEqual((await there.get('x'))._attachments.a.revpos, 1)
    const list = await there.allDocs({ include_docs: true, attachments: true, binary: true })
    assert.strictEqual(list.rows[0].doc._attachments.a.data.toString(), 'hi')
    const changes = await there.changes({ include_docs: true, attachments: true, binary: true })
    assert.strictEqual(changes.results[0].doc._attachments.a.data.toString(), 'hi')
    await assert.rejects(there.put({ _id: 'y', _attachments: { a: { stub: true } } }), { status: 412 })
  },

  async 'replicated both ways' () {
    const a = local()
    const b = local()
    const there = remote('att-sync')
    await a.put({ _id: 'x', v: 1 })
    let rev = (await a.get('x'))._rev
    rev = (await a.putAttachment('x', 'text', rev, text, 'text/plain')).rev
    rev = (await a.putAttachment('x', 'bytes', rev, bytes, 'application/octet-stream')).rev
    rev = (await a.putAttachment('x', '空', rev, Buffer.alloc(0), 'text/plain')).rev
    await a.replicate.to(there)
    await b.replicate.from(there)
    for (const db of [there, b]) {
      assert.strictEqual(await read(db, 'x', 'text'), text.toString('latin1'))
      assert.strictEqual(await read(db, 'x', 'bytes'), bytes.toString('latin1'))
      assert.strictEqual(await read(db, 'x', '空'), '')
      assert.strictEqual((await db.get('x'))._rev, rev)
    }
    assert.strictEqual((await there.get('x'))._attachments.bytes.revpos, 3)
    // Edited without being touched, it stays; edited away, it goes.
    await b.put({ ...(await b.get('x')), v: 2 })
    await b.sync(there)
    await a.sync(there)
    assert.strictEqual(await read(a, 'x', 'bytes'), bytes.toString('latin1'))
    const doc = await a.get('x')
    delete doc._attachments.bytes
    await a.put(doc)
    await a.sync(there)
    await assert.rejects(there.getAttachment('x', 'bytes', {}), { status: 404 })
    assert.strictEqual(await read(there, 'x', 'text'), text.toString('latin1'))
  },

  async 'each side of a conflict keeps its own' () {
    const a = local()
    const b = local()
    const there = remote('att-conflict')
    await a.put({ _id: 'x' })
    await a.sync(there)
    await b.sync(there)
    await a.putAttachment('x', 'a', (await a.get('x'))._rev, Buffer.from('left'), 'text/plain')
    await b.putAttachment('x', 'a', (await b.get('x'))._rev, Buffer.from('right'), 'text/plain')
    await a.sync(there)
    await b.sync(there)
    const doc = await there.get('x', { conflicts: true })
    const both = [await read(there, 'x', 'a', { rev: doc._rev }), await read(there, 'x', 'a', { rev: doc._conflicts[0] })]
    assert.deepStrictEqual(both.sort(), ['left', 'right'])
  },

  async 'live, one after another' () {
    const a = local()
    const there = remote('att-live')
    await there.put({ _id: 'x' })
    const live = a.sync(there, { live: true, retry: true })
    for (let i = 0; i < 3; i++) {
      await there.putAttachment('x', `f${i}`, (await there.get('x'))._rev, Buffer.from(`${i}`), 'text/plain')
      for (let n = 0; n < 100 && !((await a.get('x').catch(() => ({})))._attachments || {})[`f${i}`]; n++) {
        await new Promise(resolve => setTimeout(resolve, 50))
      }
      assert.strictEqual(await read(a, 'x', `f${i}`), `${i}`)
    }
    live.cancel()
  }
}

async function main () {
  let failed = 0
  const names = Object.keys(tests)
  console.log(`1..${names.length}`)
  for (const name of names) {
    try {
      await tests[name]()
      console.log(`ok - ${name}`)
    } catch (error) {
      failed++
      console.log(`not ok - ${name}\n${error.stack || error}\n${JSON.stringify(error)}`)
    }
  }
  process.exit(failed === 0 ? 0 : 1)
}

main()
