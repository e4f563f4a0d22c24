/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The life of a login. A new name and password are hashed with Argon2id once; what was verified is remembered
 * for ten minutes under a keyed digest, never in clear, because most clients send Basic with every request.
 * A cookie holds the token of a session, which the accounts keep and can end.
 */
#include "ry-sessions.h"

#include <sodium.h>
#include <string.h>

#include "ry-error.h"
#include "ry-throttle.h"

#define COOKIE_NAME    "AuthSession="
#define REMEMBER_FOR   (10 * 60 * G_USEC_PER_SEC)
#define MAX_REMEMBERED 1024
/* An address may stand for a whole office behind one router; an account is one person. */
#define FREE_FAILURES_ACCOUNT 5
#define FREE_FAILURES_ADDRESS 20

#define WRONG_PASSWORD "Name or password is incorrect."

/* What unknown names are verified against, so that they take as long as known ones: the hash of 32 random bytes, of the
 * same cost as the accounts'. Nobody could come in by it, for there is no account behind it. */
static const char decoy[crypto_pwhash_STRBYTES] =
    "$argon2id$v=19$m=65536,t=2,p=1$PSO/f+Yt/OcyLRxMUCZBPw$2MlbtbTs8H0tQ+kG/11awUudiiiS8TrlrDkV1bu1heU";

struct _RyCredentials {
  char *name;
  char *password;
};

typedef struct {
  char *name;
  char *hash;   /* the hash against which it was verified */
  gint64 until; /* µs, monotonic */
} Remembered;

struct _RySessions {
  GObject parent;

  RyAccounts *accounts;
  guint lifetime; /* seconds */
  guint8 digest_key[crypto_generichash_KEYBYTES];

  GMutex mutex;
  GHashTable *remembered; /* digest -> Remembered */
  RyThrottle *by_account;
  RyThrottle *by_address;
};

G_DEFINE_FINAL_TYPE (RySessions, ry_sessions, G_TYPE_OBJECT)

static void
remembered_free (gpointer data)
{
  Remembered *remembered = data;

  g_free (remembered->name);
  g_free (remembered->hash);
  g_free (remembered);
}

static char *
digest_credentials (RySessions *self, RyCredentials *credentials)
{
  crypto_generichash_state state;
  guint8 digest[crypto_generichash_BYTES];
  char *hex = g_malloc (sizeof digest * 2 + 1);

  crypto_generichash_init (&state, self->digest_key, sizeof self->digest_key, sizeof digest);
  /* With the NUL between them, so that "ab" + "c" is not "a" + "bc". */
  crypto_generichash_update (&state, (const guint8 *) credentials->name, strlen (credentials->name) + 1);
  crypto_generichash_update (&state, (const guint8 *) credentials->password, strlen (credentials->password));
  crypto_generichash_final (&state, digest, sizeof digest);
  return sodium_bin2hex (hex, sizeof digest * 2 + 1, digest, sizeof digest);
}

static RyAccount *
recall (RySessions *self, RyCredentials *credentials)
{
  g_autofree char *digest = digest_credentials (self, credentials);
  g_autoptr (RyAccount) account = ry_accounts_lookup (self->accounts, credentials->name);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  Remembered *remembered = g_hash_table_lookup (self->remembered, digest);

  if (remembered == NULL)
    return NULL;
  if (account == NULL || remembered->until < g_get_monotonic_time () ||
      !g_str_equal (remembered->hash, account->hash)) {
    g_hash_table_remove (self->remembered, digest);
    return NULL;
  }
  return g_steal_pointer (&account);
}

static gboolean
is_over (gpointer key, gpointer value, gpointer user_data)
{
  return ((Remembered *) value)->until < *(gint64 *) user_data;
}

/* Called with the mutex held. */
static void
remember (RySessions *self, RyCredentials *credentials, RyAccount *account)
{
  gint64 now = g_get_monotonic_time ();
  Remembered *remembered;

  if (g_hash_table_size (self->remembered) >= MAX_REMEMBERED)
    g_hash_table_foreach_remove (self->remembered, is_over, &now);
  if (g_hash_table_size (self->remembered) >= MAX_REMEMBERED)
    g_hash_table_remove_all (self->remembered);

  remembered = g_new0 (Remembered, 1);
  remembered->name = g_strdup (account->name);
  remembered->hash = g_strdup (account->hash);
  remembered->until = now + REMEMBER_FOR;
  g_hash_table_replace (self->remembered, digest_credentials (self, credentials), remembered);
}

static RyCredentials *
parse_basic (const char *authorization, GError **error)
{
  RyCredentials *credentials = NULL;
  gsize length = 0;
  guint8 *plain;
  char *colon;

  plain = g_base64_decode (authorization, &length);
  plain = g_realloc (plain, length + 1);
  plain[length] = '\0';
  colon = memchr (plain, ':', length);
  if (colon == NULL || memchr (plain, '\0', length) != NULL ||
      !g_utf8_validate ((char *) plain, (gssize) length, NULL)) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_BAD_REQUEST, "Authorization holds no name and password in UTF-8.");
  } else {
    *colon = '\0';
    credentials = ry_credentials_new ((char *) plain, colon + 1);
  }
  sodium_memzero (plain, length);
  g_free (plain);
  return credentials;
}

static char *
find_cookie (const char *cookies)
{
  g_auto (GStrv) parts = g_strsplit (cookies, ";", 64);

  for (guint i = 0; parts[i] != NULL; i++) {
    const char *part = g_strstrip (parts[i]);

    if (g_str_has_prefix (part, COOKIE_NAME))
      return g_strdup (part + strlen (COOKIE_NAME));
  }
  return NULL;
}

static RyAccount *
check_cookie (RySessions *self, const char *cookies)
{
  g_autofree char *token = find_cookie (cookies);

  return token != NULL ? ry_accounts_find_session (self->accounts, token) : NULL;
}

static guint
get_wait (RySessions *self, const char *name, const char *address)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 now = g_get_monotonic_time ();

  return MAX (ry_throttle_get_wait (self->by_account, name, now),
              ry_throttle_get_wait (self->by_address, address, now));
}

static void
count_outcome (RySessions *self, RyCredentials *credentials, RyAccount *account, const char *address)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  gint64 now = g_get_monotonic_time ();

  if (account != NULL) {
    ry_throttle_forgive (self->by_account, credentials->name);
    remember (self, credentials, account);
    return;
  }
  ry_throttle_fail (self->by_account, credentials->name, now);
  ry_throttle_fail (self->by_address, address, now);
}

static void
ry_sessions_finalize (GObject *object)
{
  RySessions *self = RY_SESSIONS (object);

  g_clear_object (&self->accounts);
  g_hash_table_unref (self->remembered);
  ry_throttle_free (self->by_account);
  ry_throttle_free (self->by_address);
  sodium_memzero (self->digest_key, sizeof self->digest_key);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (ry_sessions_parent_class)->finalize (object);
}

static void
ry_sessions_class_init (RySessionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_sessions_finalize;
}

static void
ry_sessions_init (RySessions *self)
{
  g_mutex_init (&self->mutex);
  crypto_generichash_keygen (self->digest_key);
  self->remembered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, remembered_free);
  self->by_account = ry_throttle_new (FREE_FAILURES_ACCOUNT);
  self->by_address = ry_throttle_new (FREE_FAILURES_ADDRESS);
}

/**
 * ry_credentials_new:
 * @name: the name claimed
 * @password: the password given
 *
 * Returns: (transfer full): both, to be verified
 */
RyCredentials *
ry_credentials_new (const char *name, const char *password)
{
  RyCredentials *self = g_new0 (RyCredentials, 1);

  self->name = g_strdup (name);
  self->password = g_strdup (password);
  return self;
}

/**
 * ry_credentials_free:
 * @self: (transfer full): credentials
 */
void
ry_credentials_free (RyCredentials *self)
{
  sodium_memzero (self->password, strlen (self->password));
  g_free (self->password);
  g_free (self->name);
  g_free (self);
}

/**
 * ry_sessions_new:
 * @accounts: who may come in
 * @lifetime: seconds for which a cookie is good
 *
 * Returns: (transfer full): a keeper of sessions
 */
RySessions *
ry_sessions_new (RyAccounts *accounts, guint lifetime)
{
  RySessions *self = g_object_new (RY_TYPE_SESSIONS, NULL);

  self->accounts = g_object_ref (accounts);
  self->lifetime = lifetime;
  return self;
}

/**
 * ry_sessions_recognise:
 * @self: sessions
 * @authorization: (nullable): the request's header `Authorization`
 * @cookies: (nullable): the request's header `Cookie`
 * @account: (out) (nullable): who it is, where that is known
 * @credentials: (out) (nullable): what has to be given to ry_sessions_verify(), where it is not
 * @error: (nullable): %RY_ERROR_BAD_REQUEST for a name and password that cannot be read
 *
 * Looks at a request without spending time. With neither @account nor @credentials set, nobody is named. A
 * cookie that is forged or over, and a scheme other than Basic, name nobody, as in CouchDB.
 *
 * Returns: whether the request may be looked at further
 */
gboolean
ry_sessions_recognise (RySessions *self,
                       const char *authorization,
                       const char *cookies,
                       RyAccount **account,
                       RyCredentials **credentials,
                       GError **error)
{
  g_autoptr (RyCredentials) claimed = NULL;

  *account = NULL;
  *credentials = NULL;
  if (authorization == NULL) {
    if (cookies != NULL)
      *account = check_cookie (self, cookies);
    return TRUE;
  }
  if (g_ascii_strncasecmp (authorization, "Basic ", 6) != 0)
    return TRUE;
  claimed = parse_basic (authorization + 6, error);
  if (claimed == NULL)
    return FALSE;
  *account = recall (self, claimed);
  if (*account == NULL)
    *credentials = g_steal_pointer (&claimed);
  return TRUE;
}

/**
 * ry_sessions_verify:
 * @self: sessions
 * @credentials: what is claimed
 * @address: where the request comes from
 * @wait: (out): with %RY_ERROR_TOO_MANY_REQUESTS, the seconds to wait
 * @error: (nullable): %RY_ERROR_UNAUTHORIZED, %RY_ERROR_TOO_MANY_REQUESTS after many failures
 *
 * Verifies a password, in about 100 ms. Call it in a thread of which there are few, since each verification
 * takes 64 MiB for its time. An unknown name takes as long as a wrong password.
 *
 * Returns: (transfer full): who it is
 */
RyAccount *
ry_sessions_verify (RySessions *self, RyCredentials *credentials, const char *address, guint *wait, GError **error)
{
  g_autoptr (RyAccount) account = recall (self, credentials);
  const char *hash;

  *wait = 0;
  /* Others with the same password may have been verified while this one waited for its thread. */
  if (account != NULL)
    return g_steal_pointer (&account);

  *wait = get_wait (self, credentials->name, address);
  if (*wait > 0) {
    g_set_error (error, RY_ERROR, RY_ERROR_TOO_MANY_REQUESTS, "Too many wrong passwords; wait %u s.", *wait);
    return NULL;
  }
  account = ry_accounts_lookup (self->accounts, credentials->name);
  hash = account != NULL ? account->hash : decoy;
  if (crypto_pwhash_str_verify (hash, credentials->password, strlen (credentials->password)) != 0)
    g_clear_pointer (&account, ry_account_unref);
  count_outcome (self, credentials, account, address);
  if (account == NULL)
    g_set_error_literal (error, RY_ERROR, RY_ERROR_UNAUTHORIZED, WRONG_PASSWORD);
  return g_steal_pointer (&account);
}

/**
 * ry_sessions_make_cookie:
 * @self: sessions
 * @account: who has proved to be it
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Begins a session. Writes to the disk: call in a worker.
 *
 * Returns: (transfer full): a `Set-Cookie` value, to which the caller adds `Secure` under TLS
 */
char *
ry_sessions_make_cookie (RySessions *self, RyAccount *account, GError **error)
{
  g_autofree char *token = ry_accounts_begin_session (self->accounts, account, self->lifetime, error);

  if (token == NULL)
    return NULL;
  return g_strdup_printf (COOKIE_NAME "%s; Version=1; Max-Age=%u; Path=/; HttpOnly; SameSite=Strict", token,
                          self->lifetime);
}

/**
 * ry_sessions_look_again:
 * @self: sessions
 * @account: who it was some time ago
 * @cookies: (nullable): the header `Cookie`, where that was how it proved itself
 *
 * For what goes on for hours: an account may have been removed meanwhile, its password changed, its session ended.
 *
 * Returns: (transfer full) (nullable): the account as it is now; %NULL where it may not come in like that any more
 */
RyAccount *
ry_sessions_look_again (RySessions *self, RyAccount *account, const char *cookies)
{
  g_autoptr (RyAccount) now =
      cookies != NULL ? check_cookie (self, cookies) : ry_accounts_lookup (self->accounts, account->name);

  if (now == NULL || !g_str_equal (now->name, account->name) || !g_str_equal (now->hash, account->hash))
    return NULL;
  return g_steal_pointer (&now);
}

/**
 * ry_sessions_make_form_token:
 * @self: sessions
 * @cookies: (nullable): the request's header `Cookie`
 *
 * What a form of ours carries, and a form on another site's page cannot know. It is made of the session's secret, so
 * that it holds as long as the session, over a restart too, and says nothing of the secret.
 *
 * Returns: (transfer full) (nullable): the token; %NULL where there is no session
 */
char *
ry_sessions_make_form_token (RySessions *self, const char *cookies)
{
  static const guint8 purpose[] = "a form of Ryorin's pages";
  g_autofree char *secret = cookies != NULL ? find_cookie (cookies) : NULL;
  guint8 token[crypto_generichash_BYTES];
  gsize length = secret != NULL ? strlen (secret) : 0;
  char *hex;

  if (length < crypto_generichash_KEYBYTES_MIN || length > crypto_generichash_KEYBYTES_MAX)
    return NULL;
  crypto_generichash (token, sizeof token, purpose, sizeof purpose, (const guint8 *) secret, length);
  hex = g_malloc (sizeof token * 2 + 1);
  return sodium_bin2hex (hex, sizeof token * 2 + 1, token, sizeof token);
}

/**
 * ry_sessions_check_form_token:
 * @self: sessions
 * @cookies: (nullable): the request's header `Cookie`
 * @token: (nullable): what the form carried
 *
 * Returns: whether the form was made for this session
 */
gboolean
ry_sessions_check_form_token (RySessions *self, const char *cookies, const char *token)
{
  g_autofree char *expected = ry_sessions_make_form_token (self, cookies);

  return expected != NULL && token != NULL && strlen (token) == strlen (expected) &&
         sodium_memcmp (token, expected, strlen (expected)) == 0;
}

/**
 * ry_sessions_end:
 * @self: sessions
 * @cookies: (nullable): the request's header `Cookie`
 * @error: (nullable): %RY_ERROR_FAILED
 *
 * Writes to the disk: call in a worker.
 *
 * Returns: whether the session that the cookie names, if any, is over
 */
gboolean
ry_sessions_end (RySessions *self, const char *cookies, GError **error)
{
  g_autofree char *token = cookies != NULL ? find_cookie (cookies) : NULL;

  return token == NULL || ry_accounts_end_session (self->accounts, token, error);
}
