/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hospital's sheet behind a letter. Internal to the paper room. */
#pragma once

#include "ry-canvas.h"
#include "ry-hospital.h"

G_BEGIN_DECLS

guint _ry_hospital_set (RyCanvas *canvas, const RyHospital *hospital, const char *due, const char *fax);

G_END_DECLS
