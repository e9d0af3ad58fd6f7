/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-operation.h"

#include "config.h"

#include "base/cord-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HASH_BYTES 32
#define KEPT_DAYS 90
#define PURGED_AT_ONCE 500 /* a few milliseconds, in which no request is answered */

static void
hash_text (GChecksum *checksum, const char *text)
{
  /* With its NUL, so that no part can run into the next. */
  g_checksum_update (checksum, (const guchar *)(text != NULL ? text : ""),
                     (gssize)strlen (text != NULL ? text : "") + 1);
}

static GBytes *
hash_request (const CordRequest *request)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[HASH_BYTES];
  gsize length = sizeof hash;

  hash_text (checksum, request->method);
  hash_text (checksum, request->path);
  hash_text (checksum, cord_request_header (request, "If-Match"));
  g_checksum_update (checksum, g_bytes_get_data (request->body, NULL), (gssize)g_bytes_get_size (request->body));
  g_checksum_get_digest (checksum, hash, &length);
  return g_bytes_new (hash, length);
}

gboolean
cord_operation_is_own (const CordRequest *request, const CordOperation *operation)
{
  return request->subject != NULL && g_strcmp0 (operation->actor, request->subject) == 0;
}

static gboolean
not_own (GError **error)
{
  return cord_error_set_full (error, CORD_ERROR_CONFLICT, "not-own", "Idempotency-Key",
                              _ ("Whoever did it can look up what became of it."),
                              _ ("This key belongs to somebody else"));
}

static CordReply *
replay (const CordRequest *request, const CordOperation *operation, GBytes *hash, GError **error)
{
  CordReply *reply;

  if (!cord_operation_is_own (request, operation))
    {
      not_own (error);
      return NULL;
    }
  if (g_str_equal (operation->state, "cancelled"))
    {
      cord_error_set_full (error, CORD_ERROR_CONFLICT, "cancelled", NULL, NULL,
                           _ ("This was cancelled before it arrived"));
      return NULL;
    }
  if (operation->request == NULL || !g_bytes_equal (operation->request, hash))
    {
      cord_error_set_full (error, CORD_ERROR_CONFLICT, "key-reuse", "Idempotency-Key", NULL,
                           _ ("This key belongs to another request"));
      return NULL;
    }
  reply = cord_reply_new_text (operation->status, g_strdup (operation->body));
  cord_reply_read_headers (reply, operation->headers);
  cord_reply_set_header (reply, "Idempotency-Replayed", "?1");
  cord_core_count (request->core, CORD_OUTCOME_REPLAYED);
  return reply;
}

/* RFC 9110, and docs/reliability.md, R5: what may come out otherwise the next time is not an outcome. */
static gboolean
is_decided (guint status)
{
  return status < 500 && status != 401 && status != 408 && status != 425 && status != 429;
}

static gboolean
run (CordRequest *request, const char *sql, GError **error)
{
  CordStatement *statement = cord_database_statement (cord_core_get_database (request->core), sql, error);

  return statement != NULL && cord_statement_run (statement, error);
}

/* The handler inside a savepoint: a refusal leaves nothing behind but its own record. */
static CordReply *
attempt (CordRequest *request, CordHandler handler, GError **error)
{
  GError *inner = NULL;
  CordReply *reply;

  if (!run (request, "SAVEPOINT effect", error))
    return NULL;
  reply = handler (request, &inner);
  if (reply == NULL)
    {
      g_autoptr (GError) refusal = inner;

      reply = cord_reply_new_error (refusal);
      if (!is_decided (reply->status) || !run (request, "ROLLBACK TO effect", error))
        {
          cord_reply_free (reply);
          if (error != NULL && *error == NULL)
            g_propagate_error (error, g_steal_pointer (&refusal));
          return NULL;
        }
      cord_commit_note_undone (cord_core_get_commit (request->core));
    }
  if (!run (request, "RELEASE effect", error))
    g_clear_pointer (&reply, cord_reply_free);
  return reply;
}

static CordReply *
carry_out (CordRequest *request, CordHandler handler, const char *device, const char *key, GError **error)
{
  g_autoptr (CordReply) reply = attempt (request, handler, error);
  g_autofree char *headers = NULL;

  if (reply == NULL)
    return NULL;
  headers = cord_reply_dup_headers (reply);
  if (!cord_operation_store_decide (cord_core_get_database (request->core), device, key, reply->status, headers,
                                    reply->body, error))
    return NULL;
  return g_steal_pointer (&reply);
}

static CordReply *
run_keyed (CordRequest *request, CordHandler handler, const char *key, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  const char *sequence = cord_request_header (request, "Cordboard-Sequence");
  g_autofree char *device = cord_request_dup_device (request);
  g_autoptr (GBytes) hash = hash_request (request);
  g_autoptr (CordOperation) there = NULL;
  gboolean claimed;

  if (!cord_id_is_valid (key))
    {
      cord_error_set_full (error, CORD_ERROR_INVALID, "idempotency-key", "Idempotency-Key", NULL,
                           _ ("The key must be a UUID of version 7"));
      return NULL;
    }
  if (!cord_operation_store_claim (database, device, key, sequence != NULL ? g_ascii_strtoll (sequence, NULL, 10) : 0,
                                   hash, request->subject, cord_core_now (request->core), &claimed, error))
    return NULL;
  if (claimed)
    return carry_out (request, handler, device, key, error);
  there = cord_operation_store_get (database, device, key, error);
  return there != NULL ? replay (request, there, hash, error) : NULL;
}

CordReply *
cord_operation_run (CordRequest *request, CordHandler handler, GError **error)
{
  CordDatabase *database = cord_core_get_database (request->core);
  const char *key = cord_request_header (request, "Idempotency-Key");
  g_autoptr (CordReply) reply = NULL;

  if (!cord_database_begin (database, error))
    return NULL;
  reply = key != NULL ? run_keyed (request, handler, key, error) : handler (request, error);
  if (reply == NULL || !cord_database_commit (database, error))
    {
      cord_database_rollback (database);
      cord_commit_note_undone (cord_core_get_commit (request->core));
      return NULL;
    }
  return g_steal_pointer (&reply);
}

gboolean
cord_operation_require_key (const CordRequest *request, GError **error)
{
  if (!cord_request_is_bound (request) || cord_request_header (request, "Idempotency-Key") != NULL)
    return TRUE;
  return cord_error_set_full (error, CORD_ERROR_INVALID, "idempotency-key", "Idempotency-Key", NULL,
                              _ ("What must happen exactly once needs an Idempotency-Key"));
}

void
cord_operation_purge (CordCore *core)
{
  gint64 before = cord_core_now (core) - KEPT_DAYS * G_TIME_SPAN_DAY;
  gint64 oldest;

  /* On an error the next call tries again; /ready reports a store that cannot be read or written. */
  if (!cord_operation_store_find_oldest (cord_core_get_database (core), &oldest, NULL) || oldest >= before
      || !cord_database_begin (cord_core_get_database (core), NULL))
    return;
  if (cord_operation_store_purge (cord_core_get_database (core), before, PURGED_AT_ONCE, NULL)
      && cord_database_commit (cord_core_get_database (core), NULL))
    return;
  cord_database_rollback (cord_core_get_database (core));
  cord_commit_note_undone (cord_core_get_commit (core));
}
