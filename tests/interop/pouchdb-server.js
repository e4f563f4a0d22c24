// SPDX-License-Identifier: GPL-3.0-or-later
// A server of the protocol that is not ours: PouchDB in memory behind Express. Prints its port when it answers.
'use strict'

const PouchDB = require('pouchdb').plugin(require('pouchdb-adapter-memory'))
const app = require('express')()

// It ends on some rejections that nobody waits for; a test wants to see the answer instead.
process.on('unhandledRejection', error => console.error('# unhandled:', error && error.message))
process.chdir(process.argv[2])
process.env.TMPDIR = process.argv[2] // where it leaves what comes as multipart/related

app.use('/', require('express-pouchdb')(PouchDB.defaults({ adapter: 'memory' }), {
  inMemoryConfig: true,
  logPath: 'log.txt',
  mode: 'minimumForPouchDB'
}))
const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port))
