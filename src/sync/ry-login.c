/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first request of somebody with a name is preceded by POST /_session, and carries its cookie; a server without
 * sessions gets Basic instead. A cookie is renewed when a tenth of its life is left, and dropped after a 401 that it
 * brought, unless another thread has a newer one by then.
 */
#include "ry-login.h"

#include <string.h>

#include "ry-wire.h"
#include "tuning.h"

typedef enum {
  AUTH_NONE,
  AUTH_UNKNOWN, /* there is a name, and nothing was asked yet */
  AUTH_COOKIE,
  AUTH_BASIC,
} Auth;

struct _RyLogin {
  /* Owned */
  char *user;
  char *password;

  /* Under lock */
  GMutex lock;
  Auth auth;
  char *cookie;
  char *roles;     /* as the server named them when we logged in */
  gint64 renew_at; /* 0 where the cookie has no end */
};

/**
 * ry_login_new:
 * @user: (nullable): the name, %NULL or "" for nobody
 * @password: (nullable): the password
 *
 * Returns: (transfer full): somebody who is not logged in
 */
RyLogin *
ry_login_new (const char *user, const char *password)
{
  RyLogin *self = g_new0 (RyLogin, 1);

  g_mutex_init (&self->lock);
  self->user = user != NULL && *user != '\0' ? g_strdup (user) : NULL;
  self->password = g_strdup (password != NULL ? password : "");
  self->auth = self->user != NULL ? AUTH_UNKNOWN : AUTH_NONE;
  return self;
}

/**
 * ry_login_free:
 * @self: a login
 */
void
ry_login_free (RyLogin *self)
{
  g_free (self->user);
  g_free (self->password);
  g_free (self->cookie);
  g_free (self->roles);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * ry_login_get_user:
 * @self: a login
 *
 * Returns: (nullable): the name
 */
const char *
ry_login_get_user (RyLogin *self)
{
  return self->user;
}

/**
 * ry_login_dup_account:
 * @self: a login
 *
 * Returns: (transfer full) (nullable): the name, with the roles that the server gave; an opaque text
 */
char *
ry_login_dup_account (RyLogin *self)
{
  char *account;

  g_mutex_lock (&self->lock);
  account = self->roles != NULL ? g_strconcat (self->user, " ", self->roles, NULL) : g_strdup (self->user);
  g_mutex_unlock (&self->lock);
  return account;
}

/**
 * ry_login_dup_roles:
 * @self: a login
 *
 * Returns: (transfer full) (nullable): a JSON array of the roles that the server gave, where it gave any
 */
char *
ry_login_dup_roles (RyLogin *self)
{
  char *roles;

  g_mutex_lock (&self->lock);
  roles = g_strdup (self->roles);
  g_mutex_unlock (&self->lock);
  return roles;
}

/**
 * ry_login_get_next_step:
 * @self: a login
 * @now: the monotonic time
 *
 * Returns: what has to be done before the next request
 */
RyLoginStep
ry_login_get_next_step (RyLogin *self, gint64 now)
{
  RyLoginStep step;

  g_mutex_lock (&self->lock);
  step = self->auth == AUTH_UNKNOWN || (self->auth == AUTH_COOKIE && self->renew_at > 0 && now >= self->renew_at)
             ? RY_LOGIN_SESSION
             : RY_LOGIN_NOTHING;
  g_mutex_unlock (&self->lock);
  return step;
}

/**
 * ry_login_build_form:
 * @self: a login
 *
 * Returns: (transfer full): what to post to `_session`, form-encoded
 */
GBytes *
ry_login_build_form (RyLogin *self)
{
  char *form = soup_form_encode ("name", self->user, "password", self->password, NULL);

  return g_bytes_new_take (form, strlen (form));
}

/**
 * ry_login_take_session:
 * @self: a login
 * @body: what `_session` answered, after ry_login_take_cookies()
 */
void
ry_login_take_session (RyLogin *self, const GString *body)
{
  char *roles = ry_wire_parse_member (body->str, body->len, "roles", NULL);

  g_mutex_lock (&self->lock);
  g_free (self->roles);
  self->roles = roles;
  self->auth = self->cookie != NULL ? AUTH_COOKIE : AUTH_BASIC;
  g_mutex_unlock (&self->lock);
}

/**
 * ry_login_take_basic:
 * @self: a login
 *
 * The server knows no sessions.
 */
void
ry_login_take_basic (RyLogin *self)
{
  g_mutex_lock (&self->lock);
  self->auth = AUTH_BASIC;
  g_mutex_unlock (&self->lock);
}

static void
take_cookie (RyLogin *self, SoupCookie *cookie, gint64 now)
{
  GDateTime *expires = soup_cookie_get_expires (cookie);
  gint64 life = expires != NULL ? g_date_time_to_unix (expires) - g_get_real_time () / G_USEC_PER_SEC : 0;

  g_free (self->cookie);
  self->cookie = g_strconcat ("AuthSession=", soup_cookie_get_value (cookie), NULL);
  self->renew_at = life > 0 ? now + (life - life / RY_TUNING_SESSION_MARGIN) * G_USEC_PER_SEC : 0;
}

/**
 * ry_login_take_cookies:
 * @self: a login
 * @message: a request that was answered
 * @now: the monotonic time
 *
 * Keeps the session's cookie; a server renews a session that is in use by setting it again.
 */
void
ry_login_take_cookies (RyLogin *self, SoupMessage *message, gint64 now)
{
  GSList *cookies = soup_cookies_from_response (message);

  g_mutex_lock (&self->lock);
  for (GSList *l = cookies; l != NULL; l = l->next)
    if (strcmp (soup_cookie_get_name (l->data), "AuthSession") == 0 && *soup_cookie_get_value (l->data) != '\0')
      take_cookie (self, l->data, now);
  g_mutex_unlock (&self->lock);
  soup_cookies_free (cookies);
}

/**
 * ry_login_authorize:
 * @self: a login
 * @message: a request that is about to be sent
 *
 * Returns: (transfer full) (nullable): the cookie that goes with it
 */
char *
ry_login_authorize (RyLogin *self, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  char *used = NULL;

  g_mutex_lock (&self->lock);
  if (self->auth == AUTH_COOKIE) {
    used = g_strdup (self->cookie);
    soup_message_headers_replace (headers, "Cookie", used);
  } else if (self->auth == AUTH_BASIC) {
    g_autofree char *pair = g_strconcat (self->user, ":", self->password, NULL);
    g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
    g_autofree char *value = g_strconcat ("Basic ", encoded, NULL);

    soup_message_headers_replace (headers, "Authorization", value);
  }
  g_mutex_unlock (&self->lock);
  return used;
}

/**
 * ry_login_drop_session:
 * @self: a login
 * @used_cookie: (nullable): what went with a request that was answered 401
 *
 * Returns: whether asking again makes sense: with a new session, or with the one another thread has opened meanwhile
 */
gboolean
ry_login_drop_session (RyLogin *self, const char *used_cookie)
{
  g_mutex_lock (&self->lock);
  if (used_cookie != NULL && g_strcmp0 (self->cookie, used_cookie) == 0) {
    g_clear_pointer (&self->cookie, g_free);
    self->auth = AUTH_UNKNOWN;
  }
  g_mutex_unlock (&self->lock);
  return used_cookie != NULL;
}
