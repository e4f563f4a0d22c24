/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who we are to one server, and what goes with each request to say so: a session's cookie, Basic, or nothing. Holds
 * no connection: the client asks it what to send and tells it what came. May be used from any thread.
 */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * RyLoginStep:
 * @RY_LOGIN_NOTHING: nobody, or what is known is enough
 * @RY_LOGIN_SESSION: a session has to be asked for first
 */
typedef enum {
  RY_LOGIN_NOTHING,
  RY_LOGIN_SESSION,
} RyLoginStep;

typedef struct _RyLogin RyLogin;

RyLogin    *ry_login_new            (const char *user, const char *password);
void        ry_login_free           (RyLogin *self);
const char *ry_login_get_user       (RyLogin *self);
char       *ry_login_dup_account    (RyLogin *self);
char       *ry_login_dup_roles      (RyLogin *self);
RyLoginStep ry_login_get_next_step  (RyLogin *self, gint64 now);
GBytes     *ry_login_build_form     (RyLogin *self);
void        ry_login_take_session   (RyLogin *self, const GString *body);
void        ry_login_take_basic     (RyLogin *self);
void        ry_login_take_cookies   (RyLogin *self, SoupMessage *message, gint64 now);
char       *ry_login_authorize      (RyLogin *self, SoupMessage *message);
gboolean    ry_login_drop_session   (RyLogin *self, const char *used_cookie);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyLogin, ry_login_free)

G_END_DECLS
