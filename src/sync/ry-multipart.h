/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Multipart bodies (RFC 2046), read and written without standing in memory: a document with its attachments
 * (multipart/related) or several such documents (multipart/mixed). The reader is fed bytes as they come and hands
 * parts on as they come; a part that is itself multipart is fed to a reader of its own. The writer puts what stands
 * between the parts into a chain.
 */
#pragma once

#include <libsoup/soup.h>

#include "ry-chain.h"

G_BEGIN_DECLS

/**
 * RyMultipartHandler:
 * @begin: a part begins; @headers is valid until its end
 * @data: bytes of the part
 * @end: the part is whole
 *
 * What is told of each part. A function that answers %FALSE, with an error set, ends the reading.
 */
typedef struct {
  gboolean (*begin) (SoupMessageHeaders *headers, gpointer data, GError **error);
  gboolean (*data) (const char *bytes, gsize length, gpointer data, GError **error);
  gboolean (*end) (gpointer data, GError **error);
} RyMultipartHandler;

typedef struct _RyMultipartReader RyMultipartReader;

RyMultipartReader *ry_multipart_reader_new     (const char *content_type, const RyMultipartHandler *handler, gpointer data, GError **error);
gboolean           ry_multipart_reader_feed    (RyMultipartReader *self, const void *bytes, gsize length, GError **error);
gboolean           ry_multipart_reader_finish  (RyMultipartReader *self, GError **error);
void               ry_multipart_reader_free    (RyMultipartReader *self);
char              *ry_multipart_dup_file_name  (SoupMessageHeaders *headers);

typedef struct _RyMultipartWriter RyMultipartWriter;

RyMultipartWriter *ry_multipart_writer_new     (RyChain *chain);
char              *ry_multipart_writer_dup_type(RyMultipartWriter *self, const char *subtype);
void               ry_multipart_writer_begin   (RyMultipartWriter *self, const char *headers);
void               ry_multipart_writer_close   (RyMultipartWriter *self);
void               ry_multipart_writer_free    (RyMultipartWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyMultipartReader, ry_multipart_reader_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RyMultipartWriter, ry_multipart_writer_free)

G_END_DECLS
