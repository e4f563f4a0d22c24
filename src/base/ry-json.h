/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * JSON as text. Documents travel from disk to wire as they came (numbers past 2^53, 1e400 and unknown fields
 * included), so the store slices text and never rebuilds it. Use json-glib, and the ry_json_get_ helpers
 * below, where content is looked at.
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* CouchDB takes any depth; this much is carried as text. */
#define RY_JSON_MAX_DEPTH 100000
/* Content deeper than this is carried, but not looked at: json-glib recurses. */
#define RY_JSON_PARSE_DEPTH 512

/**
 * RyJsonMember:
 * @key: the unescaped key, NUL-terminated; valid during the callback
 * @name: the raw text of the key, with its quotes, inside the text scanned
 * @name_length: bytes in @name
 * @value: the raw text of the value, inside the text scanned, without space around it
 * @length: bytes in @value
 */
typedef struct {
  const char *key;
  const char *name;
  gsize name_length;
  const char *value;
  gsize length;
} RyJsonMember;

/* A function that returns FALSE without setting an error ends the scan early; the scan then returns FALSE too. */
typedef gboolean (*RyJsonMemberFunc)  (const RyJsonMember *member, gpointer data, GError **error);
typedef gboolean (*RyJsonElementFunc) (const char *value, gsize length, gpointer data, GError **error);

gboolean    ry_json_scan_object     (const char *text, gssize length, RyJsonMemberFunc func, gpointer data, GError **error);
gboolean    ry_json_scan_object_with (const char *text, gssize length, const char *list, RyJsonElementFunc element_func,
                                      RyJsonMemberFunc func, gpointer data, GError **error);
gboolean    ry_json_scan_array      (const char *text, gssize length, RyJsonElementFunc func, gpointer data, GError **error);
gboolean    ry_json_is_shallow      (const char *text, gssize length);
gboolean    ry_json_validate        (const char *text, gssize length, GError **error);
gboolean    ry_json_find_fault      (const char *text, gssize length, gsize *position);
char       *ry_json_decode_string   (const char *value, gsize length, GError **error);
void        ry_json_append_string   (GString *out, const char *text);
void        ry_json_append_strings  (GString *out, const char *const *texts);
gboolean    ry_json_take_string     (const char *value, gsize length, gpointer strings, GError **error);
char       *ry_json_canonical       (const char *text, gssize length, GError **error);

JsonObject *ry_json_parse_object    (const char *text, gssize length, GError **error);
char       *ry_json_object_to_text  (JsonObject *object);
void        ry_json_append_member   (GString *out, const char *name, JsonNode *node);
JsonObject *ry_json_object_copy     (JsonObject *object);
JsonNode   *ry_json_node_copy       (JsonNode *node);
gboolean    ry_json_node_equal      (JsonNode *a, JsonNode *b);

const char *ry_json_get_string      (JsonObject *object, const char *member);
const char *ry_json_get_text (JsonObject *object, const char *member);
gint64      ry_json_get_int         (JsonObject *object, const char *member, gint64 otherwise);
gboolean    ry_json_get_boolean     (JsonObject *object, const char *member, gboolean otherwise);
JsonArray  *ry_json_get_array       (JsonObject *object, const char *member);
JsonObject *ry_json_get_object      (JsonObject *object, const char *member);
void        ry_json_set_string      (JsonObject *object, const char *member, const char *value);

G_END_DECLS
