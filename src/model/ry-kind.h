/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A kind says once what a document of that kind may hold: data/kinds/KIND.json. Validation, forms, import,
 * merge, indexes and search all read it.
 */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "ry-store-schema.h"

G_BEGIN_DECLS

/**
 * RyFieldType:
 *
 * The type of a field's value, which decides its check and its form.
 */
typedef enum {
  RY_FIELD_TEXT,      /* one line */
  RY_FIELD_LONG_TEXT, /* paragraphs; merged by line */
  RY_FIELD_READING,   /* kana */
  RY_FIELD_DATE,      /* ISO 8601 day */
  RY_FIELD_TIME,      /* HH:MM */
  RY_FIELD_NUMBER,    /* integer */
  RY_FIELD_DECIMAL,   /* floating point */
  RY_FIELD_BOOLEAN,
  RY_FIELD_CODE,      /* one of a code list */
  RY_FIELD_REFERENCE, /* id of another document */
  RY_FIELD_TELEPHONE,
  RY_FIELD_POSTAL_CODE,
  RY_FIELD_EMAIL,
  RY_FIELD_URL,
  RY_FIELD_MEDICAL_CODE,      /* 医療機関コード, 10 */
  RY_FIELD_CARE_CODE,         /* 介護保険事業所番号, 10 */
  RY_FIELD_CORPORATE_NUMBER,  /* 法人番号, 13 */
  RY_FIELD_MUNICIPALITY_CODE, /* 全国地方公共団体コード, 6 */
  RY_FIELD_SET,       /* array of strings; merged by element */
  RY_FIELD_LIST,      /* array of objects, each with a member `key`; merged by element */
  RY_FIELD_OBJECT,    /* object; merged member by member */
} RyFieldType;

typedef struct _RyKinds RyKinds;
typedef struct _RyKind RyKind;
typedef struct _RyField RyField;

RyKinds           *ry_kinds_new                (GError **error);
RyKinds           *ry_kinds_ref                (RyKinds *self);
void               ry_kinds_unref              (RyKinds *self);
RyKind            *ry_kinds_get                (RyKinds *self, const char *kind);
const char *const *ry_kinds_get_names          (RyKinds *self);
RyStoreSchema     *ry_kinds_create_schema      (RyKinds *self, const char *space);

const char        *ry_kind_get_name            (RyKind *self);
const char        *ry_kind_get_label           (RyKind *self);
const char        *ry_kind_get_space           (RyKind *self);
const char *const *ry_kind_get_named           (RyKind *self);
const char        *ry_kind_get_title_member    (RyKind *self);
const char        *ry_kind_get_order_member    (RyKind *self);
const char *const *ry_kind_get_keys            (RyKind *self);
const char *const *ry_kind_get_identity        (RyKind *self);
guint              ry_kind_get_n_fields        (RyKind *self);
RyField           *ry_kind_get_field           (RyKind *self, guint position);
RyField           *ry_kind_find_field          (RyKind *self, const char *name);

const char        *ry_field_get_name           (RyField *self);
const char        *ry_field_get_label          (RyField *self);
const char        *ry_field_get_group          (RyField *self);
RyFieldType        ry_field_get_value_type     (RyField *self);
gboolean           ry_field_get_required       (RyField *self);
gboolean           ry_field_get_indexed        (RyField *self);
gboolean           ry_field_get_searched       (RyField *self);
const char        *ry_field_get_reference_kind (RyField *self);
const char *const *ry_field_get_codes          (RyField *self);
const char        *ry_field_get_code_label     (RyField *self, const char *code);
const char *const *ry_field_get_headings       (RyField *self);
guint              ry_field_get_n_fields       (RyField *self);
RyField           *ry_field_get_field          (RyField *self, guint position);
RyField           *ry_field_find_field         (RyField *self, const char *name);
char              *ry_field_dup_display        (RyField *self, JsonNode *value);
JsonNode          *ry_field_parse_input        (RyField *self, const char *text, GError **error);
gboolean           ry_field_set_input          (RyField *self, JsonObject *object, const char *text, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyKinds, ry_kinds_unref)

G_END_DECLS
