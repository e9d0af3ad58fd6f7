/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/resource/cord-list.h"

#include "config.h"

#include "server/resource/cord-access.h"
#include "server/resource/cord-listing.h"

#include <string.h>

#define LINK_MAX 2048

static void
add_link (GString *links, CordRequest *request, const char *relation, gint64 offset, gint64 limit)
{
  g_auto (GStrv) pairs = g_strsplit (request->query != NULL ? request->query : "", "&", -1);
  g_autoptr (GString) query = g_string_new (NULL);

  for (guint i = 0; pairs[i] != NULL; i++)
    if (*pairs[i] != '\0' && !g_str_has_prefix (pairs[i], "offset=") && !g_str_has_prefix (pairs[i], "limit="))
      g_string_append_printf (query, "%s&", pairs[i]);
  g_string_append_printf (links, "%s<%s?%soffset=%" G_GINT64_FORMAT "&limit=%" G_GINT64_FORMAT ">; rel=\"%s\"",
                          links->len > 0 ? ", " : "", request->path, query->str, offset, limit, relation);
}

static void
set_links (CordReply *reply, CordRequest *request, const CordQuery *query, gint64 total)
{
  g_autoptr (GString) links = g_string_new (NULL);
  gint64 limit = query->limit;

  if (!query->paged || limit <= 0 || total == 0)
    return;
  add_link (links, request, "first", 0, limit);
  if (query->offset > 0)
    add_link (links, request, "prev", MAX (query->offset - limit, 0), limit);
  if (query->offset + limit < total)
    add_link (links, request, "next", query->offset + limit, limit);
  add_link (links, request, "last", (total - 1) / limit * limit, limit);
  /* Proxies refuse an answer whose head is longer than they keep (nginx: 4 or 8 KiB). */
  if (links->len <= LINK_MAX)
    cord_reply_set_header (reply, "Link", links->str);
}

/* Nobody verified: nothing is told, and nothing refused, whatever is asked for. */
static gboolean
check_level (const CordRequest *request, GError **error)
{
  const char *verified = cord_access_get_verified (request);

  return verified == NULL || cord_access_check_customer (request, request->type, verified, error);
}

static char *
next_piece (gpointer data, GError **error)
{
  return cord_listing_next (data, error);
}

static void
free_listing (gpointer data)
{
  cord_listing_free (data);
}

static CordReply *
make_reply (CordRequest *request, CordListing *listing, GError **error)
{
  const CordQuery *query = cord_listing_get_query (listing);
  gint64 total = cord_listing_get_total (listing);
  gint64 count = cord_listing_get_count (listing);
  char *first = cord_listing_next (listing, error);
  CordReply *reply;

  if (first == NULL)
    return NULL;
  reply = cord_reply_new_text (query->paged && count < total ? 206 : 200, first);
  cord_reply_set_count (reply, "X-Total-Count", total);
  cord_reply_set_count (reply, "X-Result-Count", count);
  set_links (reply, request, query, total);
  return reply;
}

/* Takes @listing, whose rows are chosen. */
static CordReply *
answer (CordRequest *request, CordListing *listing, GError **error)
{
  g_autoptr (CordListing) owned = listing;
  g_autoptr (CordReply) reply = make_reply (request, listing, error);

  if (reply == NULL || cord_listing_is_over (listing))
    return g_steal_pointer (&reply);
  if (!cord_listing_detach (listing, error))
    return NULL;
  cord_reply_set_source (reply, next_piece, g_steal_pointer (&owned), free_listing);
  return g_steal_pointer (&reply);
}

/* A list whose rows are being chosen while others are answered. */
typedef struct
{
  CordRequest *request;
  CordListing *listing;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_clear_pointer (&choice->listing, cord_listing_free);
  g_free (choice);
}

static CordReply *
choose_on (gpointer data, gint64 until, GError **error)
{
  Choice *choice = data;

  if (!cord_listing_detach (choice->listing, error) || !cord_listing_choose (choice->listing, until, error)
      || !cord_listing_is_chosen (choice->listing))
    return NULL;
  return answer (choice->request, g_steal_pointer (&choice->listing), error);
}

static CordReply *
choose_later (CordRequest *request, CordListing *listing)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice){ request, listing };
  return cord_reply_new_later (choose_on, choice, choice_free);
}

CordReply *
cord_list (CordRequest *request, GError **error)
{
  g_autoptr (CordQuery) query = cord_query_parse (request->query, error);
  g_autoptr (CordListing) listing = NULL;

  if (query == NULL || !check_level (request, error))
    return NULL;
  cord_query_bind (query, request->type);
  listing = cord_listing_new (request, g_steal_pointer (&query), error);
  if (listing == NULL
      || !cord_listing_choose (listing, g_get_monotonic_time () + cord_core_get_settings (request->core)->slice, error))
    return NULL;
  return cord_listing_is_chosen (listing) ? answer (request, g_steal_pointer (&listing), error)
                                          : choose_later (request, g_steal_pointer (&listing));
}
