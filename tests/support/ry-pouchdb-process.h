/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server of the protocol that is not ours, as a process: PouchDB in memory behind Express (tests/interop). Node
 * finds it by NODE_PATH.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RyPouchdbProcess RyPouchdbProcess;

RyPouchdbProcess *ry_pouchdb_process_new        (void);
void              ry_pouchdb_process_free       (RyPouchdbProcess *self);
const char       *ry_pouchdb_process_get_url    (RyPouchdbProcess *self);
const char       *ry_pouchdb_process_get_folder (RyPouchdbProcess *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPouchdbProcess, ry_pouchdb_process_free)

G_END_DECLS
