/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

typedef struct _RyOutlet RyOutlet;

/* One connection's part in it; zeroed but for the socket. */
typedef struct {
  GSocket *socket; /* Borrowed */
  gboolean closed; /* in the kernel */
  gboolean more;   /* to be closed again */
  gboolean listed;
} RyTap;

RyOutlet *ry_outlet_new (void);
void ry_outlet_gather (RyOutlet *self, RyTap *tap);
void ry_outlet_let_out (RyOutlet *self, RyTap *tap, gboolean more);
void ry_outlet_forget (RyOutlet *self, RyTap *tap);
void ry_outlet_free (RyOutlet *self);
