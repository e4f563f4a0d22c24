/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server in the test's own process, on a free port, with an account of each sort; and a client for it. Both
 * live on the default main context, which runs while a request is under way.
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-server.h"

G_BEGIN_DECLS

#define AS_NOBODY NULL
#define AS_ADMIN "admin:correct horse battery"
#define AS_CLERK "clerk:staple of the office"
#define AS_MEMBER "member:a member's word"
#define AS_HOSPITAL "hospital:the word of a ward"

typedef struct {
  char *home;
  RyServer *server;
  guint16 port;
  SoupSession *session;
} Fixture;

typedef struct {
  guint status;
  char *body;
  gsize length;
  SoupMessageHeaders *headers;
} Reply;

/* One step of a table: what is sent, and what must come back. @answer is a glob pattern for the whole body. */
typedef struct {
  const char *who;
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *answer;
} Step;

Fixture     *fixture_get      (void);
void         fixture_free     (void);
SoupMessage *fixture_message  (Fixture *self, const char *who, const char *method, const char *path, const char *body);
Reply       *fixture_send     (Fixture *self, SoupMessage *message);
Reply       *fixture_request  (Fixture *self, const char *who, const char *method, const char *path, const char *body);
void         fixture_expect   (Fixture *self, const char *who, const char *method, const char *path, const char *body, guint status,
                               const char *answer);
void         fixture_run      (Fixture *self, const Step *steps, guint n_steps);
char        *fixture_exchange (Fixture *self, const char *text, gsize length, guint milliseconds);
void         fixture_wait     (guint milliseconds);
void         reply_free       (Reply *reply);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)

G_END_DECLS
