/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The councils of the workspace and which are on. All are on at first; when the last one is turned off, the
 * others come on, since a program that shows nothing helps nobody. The choice is the window's and is not
 * stored.
 */
#include "ry-councils.h"

#include <glib/gi18n.h>

typedef struct {
  RyCouncil council;
  gboolean on;
} Entry;

struct _RyCouncils {
  GObject parent_instance;

  /* Owned */
  RyWorkspace *workspace;
  GPtrArray *entries;
};

G_DEFINE_FINAL_TYPE (RyCouncils, ry_councils, G_TYPE_OBJECT)

enum { CHANGED, RELOADED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->council.id);
  g_free (entry->council.name);
  g_free (entry->council.short_name);
  g_free (entry);
}

static RyWheel
parse_wheel (const char *word)
{
  if (g_strcmp0 (word, "plane") == 0)
    return RY_WHEEL_PLANE;
  if (g_strcmp0 (word, "vertical") == 0)
    return RY_WHEEL_VERTICAL;
  return RY_WHEEL_NONE;
}

static Entry *
find (RyCouncils *self, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (g_strcmp0 (entry->council.id, id) == 0)
      return entry;
  }
  return NULL;
}

static Entry *
create_entry (RyCouncils *self, RyDocument *document)
{
  const char *name = ry_document_get_string (document, "name");
  const char *short_name = ry_document_get_string (document, "short_name");
  Entry *entry = g_new0 (Entry, 1);
  Entry *before = find (self, ry_document_get_id (document));

  entry->council.id = g_strdup (ry_document_get_id (document));
  entry->council.name = g_strdup (name != NULL ? name : "");
  entry->council.short_name = g_strdup (short_name != NULL ? short_name : entry->council.name);
  entry->council.wheel = parse_wheel (ry_document_get_string (document, "wheel"));
  entry->on = before == NULL || before->on;
  return entry;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const RyCouncil *left = &(*(Entry *const *) a)->council;
  const RyCouncil *right = &(*(Entry *const *) b)->council;

  /* The plane first, then the vertical, as people name them; what has no wheel comes last. */
  if (left->wheel != right->wheel)
    return (left->wheel == RY_WHEEL_NONE) - (right->wheel == RY_WHEEL_NONE) != 0
               ? (left->wheel == RY_WHEEL_NONE) - (right->wheel == RY_WHEEL_NONE)
               : (int) left->wheel - (int) right->wheel;
  return g_strcmp0 (left->id, right->id);
}

static gboolean
entries_equal (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++) {
    const RyCouncil *left = &((Entry *) g_ptr_array_index (a, i))->council;
    const RyCouncil *right = &((Entry *) g_ptr_array_index (b, i))->council;

    if (g_strcmp0 (left->id, right->id) != 0 || g_strcmp0 (left->name, right->name) != 0 ||
        g_strcmp0 (left->short_name, right->short_name) != 0 || left->wheel != right->wheel)
      return FALSE;
  }
  return TRUE;
}

static gboolean
load (RyCouncils *self)
{
  const RyQuery query = { .kind = "council" };
  g_autoptr (GPtrArray) documents = ry_workspace_query (self->workspace, &query, NULL);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (entry_free);

  for (guint i = 0; documents != NULL && i < documents->len; i++)
    g_ptr_array_add (entries, create_entry (self, g_ptr_array_index (documents, i)));
  g_ptr_array_sort (entries, compare_entries);
  if (entries_equal (entries, self->entries))
    return FALSE;
  g_ptr_array_unref (self->entries);
  self->entries = g_steal_pointer (&entries);
  return TRUE;
}

static void
workspace_changed_cb (RyCouncils *self)
{
  if (load (self))
    g_signal_emit (self, signals[RELOADED], 0);
}

static void
ry_councils_finalize (GObject *object)
{
  RyCouncils *self = RY_COUNCILS (object);

  g_ptr_array_unref (self->entries);
  g_object_unref (self->workspace);
  G_OBJECT_CLASS (ry_councils_parent_class)->finalize (object);
}

static void
ry_councils_class_init (RyCouncilsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ry_councils_finalize;

  signals[CHANGED] = g_signal_new ("changed", RY_TYPE_COUNCILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RELOADED] =
      g_signal_new ("reloaded", RY_TYPE_COUNCILS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ry_councils_init (RyCouncils *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
}

/**
 * ry_councils_new:
 * @workspace: where the councils stand
 *
 * Returns: (transfer full): the councils, all of them on
 */
RyCouncils *
ry_councils_new (RyWorkspace *workspace)
{
  RyCouncils *self = g_object_new (RY_TYPE_COUNCILS, NULL);

  self->workspace = g_object_ref (workspace);
  load (self);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * ry_councils_get_n:
 * @self: the councils
 *
 * Returns: how many there are
 */
guint
ry_councils_get_n (RyCouncils *self)
{
  return self->entries->len;
}

/**
 * ry_councils_get_nth:
 * @self: the councils
 * @position: from 0; the plane stands first, then the vertical
 *
 * Returns: (nullable) (transfer none): a council; valid until ::reloaded
 */
const RyCouncil *
ry_councils_get_nth (RyCouncils *self, guint position)
{
  return position < self->entries->len ? &((Entry *) g_ptr_array_index (self->entries, position))->council : NULL;
}

/**
 * ry_councils_get:
 * @self: the councils
 * @id: (nullable): a document
 *
 * Returns: (nullable) (transfer none): the council with that id; valid until ::reloaded
 */
const RyCouncil *
ry_councils_get (RyCouncils *self, const char *id)
{
  Entry *entry = find (self, id);

  return entry != NULL ? &entry->council : NULL;
}

/**
 * ry_councils_is_on:
 * @self: the councils
 * @id: (nullable): a council, as it stands in a record
 *
 * Returns: whether records of it are to be shown; those of an unknown council always are
 */
gboolean
ry_councils_is_on (RyCouncils *self, const char *id)
{
  Entry *entry = find (self, id);

  return entry == NULL || entry->on;
}

/**
 * ry_councils_all_on:
 * @self: the councils
 *
 * Returns: whether nothing is filtered, so that a list need not ask for each record
 */
gboolean
ry_councils_all_on (RyCouncils *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (!((Entry *) g_ptr_array_index (self->entries, i))->on)
      return FALSE;
  return TRUE;
}

/**
 * ry_councils_set_on:
 * @self: the councils
 * @id: a council
 * @on: whether its records are to be shown
 *
 * Turns a council on or off. When the last one goes off, the others come on.
 */
void
ry_councils_set_on (RyCouncils *self, const char *id, gboolean on)
{
  Entry *entry = find (self, id);
  guint n_on = 0;

  if (entry == NULL || entry->on == on)
    return;
  entry->on = on;
  for (guint i = 0; i < self->entries->len; i++)
    n_on += ((Entry *) g_ptr_array_index (self->entries, i))->on;
  if (n_on == 0)
    for (guint i = 0; i < self->entries->len; i++)
      ((Entry *) g_ptr_array_index (self->entries, i))->on =
          self->entries->len == 1 || g_ptr_array_index (self->entries, i) != entry;
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ry_councils_show_only:
 * @self: the councils
 * @id: (nullable): a council, or %NULL for all
 *
 * Leaves one council on, or turns all on.
 */
void
ry_councils_show_only (RyCouncils *self, const char *id)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    entry->on = id == NULL || g_strcmp0 (entry->council.id, id) == 0;
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * ry_wheel_get_word:
 * @wheel: a wheel
 *
 * Returns: 面, 垂直, or the empty text
 */
const char *
ry_wheel_get_word (RyWheel wheel)
{
  static const char *const words[] = { "", NC_ ("wheel", "Plane"), NC_ ("wheel", "Vertical") };

  return wheel == RY_WHEEL_NONE ? "" : g_dpgettext2 (NULL, "wheel", words[wheel]);
}

/**
 * ry_wheel_get_icon_name:
 * @wheel: a wheel
 *
 * Returns: the wheel, its axle lying or standing
 */
const char *
ry_wheel_get_icon_name (RyWheel wheel)
{
  static const char *const names[] = { "system-users-symbolic", "ryorin-wheel-plane-symbolic",
                                       "ryorin-wheel-vertical-symbolic" };

  return names[wheel];
}

/**
 * ry_wheel_get_css_class:
 * @wheel: a wheel
 *
 * Returns: (nullable): the class that gives a widget the wheel's hue; never GTK's own "vertical"
 */
const char *
ry_wheel_get_css_class (RyWheel wheel)
{
  static const char *const names[] = { NULL, "ry-plane", "ry-vertical" };

  return names[wheel];
}
