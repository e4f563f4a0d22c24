/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small pages for a telephone's browser: plain forms, no scripts, one style sheet, nothing of third parties. Here is what
 * all of them share: the frame, the headers that keep a page from doing more than it shows, who asks and how often, and
 * the forms that come back. Each page is a handler in ry-handlers-page-*.c, straight through, in a worker thread.
 */
#pragma once

#include "ry-event.h"
#include "ry-html.h"
#include "ry-pages-parts.h"
#include "ry-request.h"
#include "ry-workspace.h"

G_BEGIN_DECLS

#define RY_PAGES_PREFIX "/_ryorin/"
#define RY_PAGES_ROOT   "/_ryorin/pages"
#define RY_EVENTS_ROOT  RY_EVENT_PAGES
/* Bytes. A hospital of a hundred wards fills a tenth. */
#define RY_PAGES_BODY_LIMIT (64u << 10)

/* What the pages of a server keep between requests */
RyPages *ry_pages_new       (GError **error);
void     ry_pages_free      (RyPages *self);
RyKinds *ry_pages_get_kinds (RyPages *self);

/**
 * RyPage:
 * @request: what was asked
 * @region: (nullable): the region it is about
 * @rest: (nullable): what stands behind the region in the address
 * @form: (nullable): the fields of a form that was posted
 * @store: (nullable): the database of the region's council
 * @workspace: (nullable): the region, to read from
 *
 * One page on its way.
 */
typedef struct {
  RyRequest *request;
  char *region;
  char *rest;
  GHashTable *form;
  RyStore *store;
  RyWorkspace *workspace;
} RyPage;

/**
 * RyPageFault:
 * @field: (nullable): id of the control that it is about
 * @sentence: what is wrong and what to do
 */
typedef struct {
  char *field;
  char *sentence;
} RyPageFault;

typedef enum {
  RY_PAGE_VERTICAL, /* hospitals */
  RY_PAGE_PLANE,    /* the neighbourhood */
} RyPageColour;

/* The way in: each answers by itself where it does not let the request pass, and returns the answer in @answer */
RyPage     *ry_page_new           (RyRequest *request);
void        ry_page_free          (RyPage *self);
gboolean    ry_page_check_pace    (RyPage *self, RyResponse **answer, GError **error);
gboolean    ry_page_open_region   (RyPage *self, const char *region, GError **error);
GHashTable *ry_page_read_form     (RyRequest *request, GError **error);
const char *ry_page_get_field     (RyPage *self, const char *name);
gboolean    ry_page_check_site    (RyRequest *request, GError **error);
gboolean    ry_page_check_token   (RyPage *self, GError **error);
GPtrArray  *ry_page_list_regions  (RyRequest *request, RyAccount *account, GError **error);

/* The frame */
RyHtml     *ry_page_begin         (RyPage *self, RyPageColour colour, const char *title, const char *subtitle);
void        ry_page_put_faults    (RyHtml *html, GPtrArray *faults, const char *heading);
void        ry_page_put_token     (RyPage *self, RyHtml *html);
RyResponse   *ry_page_finish        (RyPage *self, RyHtml *html, guint status);
RyResponse   *ry_page_redirect      (const char *address);
RyResponse   *ry_page_say           (RyPage *self, guint status, const char *title, const char *sentence, const char *address, const char *link);
void        ry_page_set_headers   (RyResponse *answer);
RyResponse   *ry_page_style         (RyRequest *request);

GPtrArray  *ry_page_faults_new    (void);
void        ry_page_faults_add    (GPtrArray *faults, const char *field, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The language of an answer; RY_LANGUAGE_OWN again when it is made */
void        ry_page_speak         (RyRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyPage, ry_page_free)

G_END_DECLS
