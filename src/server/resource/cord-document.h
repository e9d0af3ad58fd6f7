/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "wire/cord-json.h"

G_BEGIN_DECLS

/* A stored document that is looked into for some of its values. Its text is scanned for them; only where that is not
 * enough is it parsed, which takes twenty times as long. Lists look into every document that no index answers for. */
typedef struct
{
  const char *text; /* not owned; a document that was checked when it was stored */
  JsonNode *node;   /* the same, parsed; NULL until that was necessary */
} CordDocument;

/* Frees the node, not the text. */
void cord_document_clear (CordDocument *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CordDocument, cord_document_clear)

/* The document as a node, owned by self. NULL: INTERNAL with reason "corrupt". */
JsonNode *cord_document_parse (CordDocument *self, GError **error);

/* Called for a simple value: @text as it is compared, valid during the call; @number: JSON has it as a number. TRUE
 * ends the search. */
typedef gboolean (*CordDocumentFunc) (const char *text, gboolean number, gpointer user_data);

/* Every simple value at @path ("relatedParty.id"), through arrays on the way and at the end. Sets @found to whether the
 * function ended the search. FALSE: as cord_document_parse. */
gboolean cord_document_visit (CordDocument *self, const char *path, CordDocumentFunc func, gpointer user_data,
                              gboolean *found, GError **error);
/* The text of the first simple value at @path; full string, NULL where there is none. FALSE: as cord_document_parse. */
gboolean cord_document_dup_text (CordDocument *self, const char *path, char **text, GError **error);
/* Visits a document that was parsed before; answers what @found would be. @node may be NULL. */
gboolean cord_document_visit_node (JsonNode *node, const char *path, CordDocumentFunc func, gpointer user_data);

G_END_DECLS
