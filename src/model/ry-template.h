/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wording of a council's papers, with fields between braces that are filled in for each letter: {会議名}, {場所}.
 * Until a clerk has changed a template the built-in wording counts; a changed one is a document, and its history is
 * the list of its versions.
 */
#pragma once

#include "ry-workspace.h"

G_BEGIN_DECLS

/**
 * RyTemplateField:
 * @name: as a clerk writes it between the braces
 * @meaning: untranslated: what will stand there
 */
typedef struct {
  const char *name;
  const char *meaning;
} RyTemplateField;

/**
 * RyTemplateFault:
 * @member: in which text of the template
 * @line: in which of its lines, from 1
 * @offset: characters from the text's beginning to the brace
 * @length: characters of the field with its braces
 * @field: what stands between the braces
 * @sentence: what is wrong, for a person
 */
typedef struct {
  char *member;
  guint line;
  guint offset;
  guint length;
  char *field;
  char *sentence;
} RyTemplateFault;

const RyTemplateField *ry_template_list_fields  (guint *n_fields);
const char *const     *ry_template_list_members (void);
const char *const     *ry_template_list_papers  (void);
const char            *ry_template_get_cover    (const char *purpose, const char *channel);
gboolean               ry_template_is_cover     (const char *paper);

JsonObject  *ry_template_create_default (const char *council, const char *paper);
gboolean     ry_template_is_default     (JsonObject *content);
char        *ry_template_dup_id         (const char *council, const char *paper);
JsonObject  *ry_template_load           (RyWorkspace *workspace, const char *council, const char *paper);
RyEdit      *ry_template_change         (RyWorkspace *workspace, const char *council, const char *paper, JsonObject *content);

char        *ry_template_fill           (const char *text, GHashTable *values);
GPtrArray   *ry_template_find_faults    (RyKind *kind, JsonObject *content);
void         ry_template_fault_free     (RyTemplateFault *fault);

G_END_DECLS
