/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recognises who sends a request. What was proved before (a session's cookie, a name and password verified a short
 * while ago) is recognised at once, on the main context; a password that has yet to be verified costs 100 ms of
 * hashing and is verified in a thread. Safe in any thread.
 */
#pragma once

#include "ry-accounts.h"

G_BEGIN_DECLS

/* A `Set-Cookie` value that has a browser forget its session. */
#define RY_SESSIONS_NO_COOKIE "AuthSession=; Version=1; Max-Age=0; Path=/; HttpOnly; SameSite=Strict"

/**
 * RyCredentials:
 *
 * A name and a password that someone claims, wiped when freed.
 */
typedef struct _RyCredentials RyCredentials;

RyCredentials *ry_credentials_new  (const char *name, const char *password);
void           ry_credentials_free (RyCredentials *self);

#define RY_TYPE_SESSIONS (ry_sessions_get_type ())
G_DECLARE_FINAL_TYPE (RySessions, ry_sessions, RY, SESSIONS, GObject)

RySessions *ry_sessions_new          (RyAccounts *accounts, guint lifetime);
gboolean    ry_sessions_recognise    (RySessions *self, const char *authorization, const char *cookies, RyAccount **account,
                                      RyCredentials **credentials, GError **error);
RyAccount  *ry_sessions_verify       (RySessions *self, RyCredentials *credentials, const char *address, guint *wait, GError **error);
char       *ry_sessions_make_cookie  (RySessions *self, RyAccount *account, GError **error);
RyAccount  *ry_sessions_look_again   (RySessions *self, RyAccount *account, const char *cookies);
char       *ry_sessions_make_form_token (RySessions *self, const char *cookies);
gboolean    ry_sessions_check_form_token (RySessions *self, const char *cookies, const char *token);
gboolean    ry_sessions_end          (RySessions *self, const char *cookies, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyCredentials, ry_credentials_free)

G_END_DECLS
