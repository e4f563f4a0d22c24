/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands around the resident: seven fields of services, and for each service how many organisations offer it in
 * the area of each support centre. A gap is a service that nobody offers there; what nobody looked for is not a gap.
 * How it is drawn is RyScene's matter.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

typedef enum {
  RY_RING_MEDICINE,
  RY_RING_CARE,
  RY_RING_HOMES,
  RY_RING_PREVENTION,
  RY_RING_PARTICIPATION,
  RY_RING_NEIGHBOURS,
  RY_RING_LIVING,
  RY_N_RING_FIELDS,
} RyRingField;

/**
 * RyRingService:
 * @name: what it is called
 * @field: what it belongs to
 * @surveyed: whether anybody looked for it: if so, none means none
 * @organisations: (element-type GPtrArray): for each area, names and ids of those that offer it, as #RyRingOffer
 * @elsewhere: how many of them are in no support centre's area
 * @total: how many in all
 */
typedef struct {
  const char *name;
  RyRingField field;
  gboolean surveyed;
  GPtrArray *organisations;
  guint elsewhere;
  guint total;
} RyRingService;

typedef struct {
  char *id;
  char *name;
} RyRingOffer;

/**
 * RyRingArea:
 * @id: (nullable): the support centre that looks after it
 * @name: the centre's name
 * @short_name: the same where there is little room
 */
typedef struct {
  char *id;
  char *name;
  char *short_name;
} RyRingArea;

typedef struct {
  GPtrArray *areas;    /* RyRingArea; one for the whole ward where no centre says what it looks after */
  GPtrArray *services; /* RyRingService, by field */
} RyRing;

RyRing        *ry_ring_new            (RyWorkspace *workspace, GError **error);
void           ry_ring_free           (RyRing *ring);
RyRingService *ry_ring_get_service    (RyRing *ring, guint service);
RyRingArea    *ry_ring_get_area       (RyRing *ring, guint area);
guint          ry_ring_count          (RyRing *ring, guint service, guint area);
gboolean       ry_ring_is_gap         (RyRing *ring, guint service, guint area);
guint          ry_ring_count_gaps     (RyRing *ring);
guint          ry_ring_count_field    (RyRing *ring, RyRingField field, gboolean *gap);
const char    *ry_ring_field_get_name (RyRingField field);
char          *ry_ring_describe       (RyRing *ring, guint service, guint area);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyRing, ry_ring_free)

G_END_DECLS
