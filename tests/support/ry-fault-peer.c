/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before each call a die is thrown. Errors are those that the line and a busy server make; what is wrong with a
 * document itself is not ours to play.
 */
#include "ry-fault-peer.h"

#include "ry-error.h"

struct _RyFaultPeer {
  GObject parent;

  /* Owned */
  RyPeer *real;
  GRand *chance; /* under lock: reading and writing are two threads */

  GMutex lock;
  guint percent;
  guint n_faults;
};

typedef enum {
  FAULT_NONE,
  FAULT_BEFORE, /* the call never arrives */
  FAULT_AFTER,  /* it arrives, and its answer does not */
  FAULT_PARTLY, /* documents: some this time; else nothing */
  FAULT_LARGE,  /* documents: too many at once */
} Fault;

static void peer_iface_init (RyPeerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RyFaultPeer,
                               ry_fault_peer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RY_TYPE_PEER, peer_iface_init))

static guint
throw_die (RyFaultPeer *self, guint sides)
{
  guint number;

  g_mutex_lock (&self->lock);
  number = (guint) g_rand_int_range (self->chance, 0, (gint32) sides);
  g_mutex_unlock (&self->lock);
  return number;
}

static Fault
choose_fault (RyFaultPeer *self)
{
  if (throw_die (self, 100) >= self->percent)
    return FAULT_NONE;
  g_mutex_lock (&self->lock);
  self->n_faults++;
  g_mutex_unlock (&self->lock);
  return FAULT_BEFORE + throw_die (self, 4);
}

static void
set_fault (RyFaultPeer *self, GError **error)
{
  static const RyErrorCode codes[] = { RY_ERROR_FAILED, RY_ERROR_TIMED_OUT, RY_ERROR_TOO_MANY_REQUESTS,
                                       RY_ERROR_UNAVAILABLE, RY_ERROR_UNREACHABLE };

  g_set_error_literal (error, RY_ERROR, (int) codes[throw_die (self, G_N_ELEMENTS (codes))], "by the seed");
}

static void
shuffle (RyFaultPeer *self, GPtrArray *array)
{
  for (guint i = array->len; i > 1; i--) {
    guint j = throw_die (self, i);
    gpointer last = array->pdata[i - 1];

    array->pdata[i - 1] = array->pdata[j];
    array->pdata[j] = last;
  }
}

static gboolean
fails_before (RyFaultPeer *self, Fault fault, GError **error)
{
  if (fault != FAULT_BEFORE)
    return FALSE;
  set_fault (self, error);
  return TRUE;
}

static char *
get_identity (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);

  return fails_before (self, choose_fault (self), error) ? NULL : ry_peer_get_identity (self->real, cancellable, error);
}

static gboolean
create (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  return ry_peer_create (RY_FAULT_PEER (peer)->real, cancellable, error);
}

static RyDocument *
get_local (RyPeer *peer, const char *id, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);

  return fails_before (self, choose_fault (self), error) ? NULL
                                                         : ry_peer_get_local (self->real, id, cancellable, error);
}

static gboolean
put_local (RyPeer *peer, RyDocument *document, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);
  Fault fault = choose_fault (self);

  if (fails_before (self, fault, error) || !ry_peer_put_local (self->real, document, cancellable, error))
    return FALSE;
  if (fault != FAULT_AFTER)
    return TRUE;
  set_fault (self, error);
  return FALSE;
}

static RyChangesPage *
get_changes (RyPeer *peer,
             const char *since,
             guint limit,
             guint wait_seconds,
             const RyFilter *filter,
             GCancellable *cancellable,
             GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);
  RyChangesPage *page;

  if (fails_before (self, choose_fault (self), error))
    return NULL;
  page = ry_peer_get_changes (self->real, since, limit, wait_seconds, filter, cancellable, error);
  if (page != NULL && self->percent > 0)
    shuffle (self, page->changes);
  return page;
}

static GPtrArray *
get_missing (RyPeer *peer, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);
  GPtrArray *missing;

  if (fails_before (self, choose_fault (self), error))
    return NULL;
  missing = ry_peer_get_missing (self->real, changes, cancellable, error);
  if (missing != NULL && self->percent > 0)
    shuffle (self, missing);
  return missing;
}

/* Some of the documents cannot be had this time. */
static void
withhold (RyFaultPeer *self, GPtrArray *documents, GPtrArray *failures)
{
  for (guint i = documents->len; i > 0; i--) {
    RyDocument *document = g_ptr_array_index (documents, i - 1);
    GError *fault = NULL;

    if (throw_die (self, 4) > 0)
      continue;
    set_fault (self, &fault);
    g_ptr_array_add (failures,
                     ry_peer_failure_new (ry_document_get_id (document), ry_document_get_rev (document), fault));
    g_ptr_array_remove_index_fast (documents, i - 1);
  }
}

static GPtrArray *
get_documents (RyPeer *peer, GPtrArray *missing, GPtrArray *failures, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);
  Fault fault = choose_fault (self);
  GPtrArray *documents;

  if (fails_before (self, fault, error))
    return NULL;
  if (fault == FAULT_LARGE && missing->len > 1) {
    g_set_error_literal (error, RY_ERROR, RY_ERROR_TOO_LARGE, "by the seed");
    return NULL;
  }
  documents = ry_peer_get_documents (self->real, missing, failures, cancellable, error);
  if (documents != NULL && fault == FAULT_PARTLY)
    withhold (self, documents, failures);
  if (documents != NULL && self->percent > 0)
    shuffle (self, documents);
  return documents;
}

/* Half of a batch arrives, and then the line is cut. */
static GPtrArray *
put_half (RyFaultPeer *self,
          GPtrArray *documents,
          const RyAttachmentSource *source,
          GCancellable *cancellable,
          GError **error)
{
  g_autoptr (GPtrArray) half = g_ptr_array_new ();
  g_autoptr (GPtrArray) failures = NULL;

  for (guint i = 0; i < documents->len / 2; i++)
    g_ptr_array_add (half, g_ptr_array_index (documents, i));
  failures = half->len > 0 ? ry_peer_put_documents (self->real, half, source, cancellable, NULL) : NULL;
  set_fault (self, error);
  return NULL;
}

static GPtrArray *
put_documents (
    RyPeer *peer, GPtrArray *documents, const RyAttachmentSource *source, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);
  Fault fault = choose_fault (self);
  GPtrArray *failures;

  if (fails_before (self, fault, error))
    return NULL;
  if (fault == FAULT_PARTLY)
    return put_half (self, documents, source, cancellable, error);
  failures = ry_peer_put_documents (self->real, documents, source, cancellable, error);
  if (failures == NULL || fault != FAULT_AFTER)
    return failures;
  g_ptr_array_unref (failures);
  set_fault (self, error);
  return NULL;
}

static gboolean
has_attachment (RyPeer *peer, const RyAttachment *attachment)
{
  return ry_peer_has_attachment (RY_FAULT_PEER (peer)->real, attachment);
}

static GInputStream *
open_attachment (
    RyPeer *peer, RyDocument *document, const RyAttachment *attachment, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);

  return fails_before (self, choose_fault (self), error)
             ? NULL
             : ry_peer_open_attachment (self->real, document, attachment, cancellable, error);
}

static gboolean
ensure_full_commit (RyPeer *peer, GCancellable *cancellable, GError **error)
{
  RyFaultPeer *self = RY_FAULT_PEER (peer);

  return !fails_before (self, choose_fault (self), error) &&
         ry_peer_ensure_full_commit (self->real, cancellable, error);
}

static void
peer_iface_init (RyPeerInterface *iface)
{
  iface->get_identity = get_identity;
  iface->create = create;
  iface->get_local = get_local;
  iface->put_local = put_local;
  iface->get_changes = get_changes;
  iface->get_missing = get_missing;
  iface->get_documents = get_documents;
  iface->put_documents = put_documents;
  iface->has_attachment = has_attachment;
  iface->open_attachment = open_attachment;
  iface->ensure_full_commit = ensure_full_commit;
}

static void
ry_fault_peer_finalize (GObject *object)
{
  RyFaultPeer *self = RY_FAULT_PEER (object);

  g_clear_object (&self->real);
  g_clear_pointer (&self->chance, g_rand_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (ry_fault_peer_parent_class)->finalize (object);
}

static void
ry_fault_peer_class_init (RyFaultPeerClass *class)
{
  G_OBJECT_CLASS (class)->finalize = ry_fault_peer_finalize;
}

static void
ry_fault_peer_init (RyFaultPeer *self)
{
  g_mutex_init (&self->lock);
}

/**
 * ry_fault_peer_new:
 * @real: the peer behind
 * @seed: what decides
 * @percent: of the calls meet a trouble
 *
 * Returns: (transfer full): @real, less reliable
 */
RyPeer *
ry_fault_peer_new (RyPeer *real, guint32 seed, guint percent)
{
  RyFaultPeer *self = g_object_new (RY_TYPE_FAULT_PEER, NULL);

  self->real = g_object_ref (real);
  self->chance = g_rand_new_with_seed (seed);
  self->percent = percent;
  return RY_PEER (self);
}

/* No more troubles from now on. */
void
ry_fault_peer_calm (RyPeer *peer)
{
  RY_FAULT_PEER (peer)->percent = 0;
}

/* How many troubles there were. */
guint
ry_fault_peer_count (RyPeer *peer)
{
  return RY_FAULT_PEER (peer)->n_faults;
}
