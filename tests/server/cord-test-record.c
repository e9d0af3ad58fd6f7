/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cord-test-record.h"

#include "domain/record/cord-event.h"

void
test_record_init (TestRecord *self)
{
  *self = (TestRecord){ 0, g_strnfill (64, '0') };
}

void
test_record_clear (TestRecord *self)
{
  g_clear_pointer (&self->prev, g_free);
}

char *
test_record_next (TestRecord *self, const char *type, GVariant *body)
{
  g_autoptr (GVariant) empty = cord_value_empty_object ();
  guint64 seq = ++self->seq;
  g_autoptr (CordEvent) event = cord_event_new (seq, 1000000 * (gint64)seq, (gint64)seq, "agent", "arrive", type,
                                                body != NULL ? body : empty, self->prev);
  g_autoptr (GVariant) value = cord_event_to_value (event);

  g_free (self->prev);
  self->prev = g_strdup (event->hash);
  return cord_json_write_value (value);
}

GVariant *
test_record_closing (void)
{
  g_autofree char *digest = g_strnfill (64, 'a');
  g_autoptr (GVariant) words = cord_value_of_strings ("ref", digest, NULL);
  CordBuilder builder;

  cord_builder_init (&builder);
  cord_builder_string (&builder, "note", digest);
  cord_builder_value (&builder, "words", words);
  return cord_builder_end (&builder);
}

TestReply *
test_record_upload (TestServer *server, guint64 expect, const char *events)
{
  g_autofree char *path = g_strdup_printf ("/cordboard/v1/interaction/%s/event", server->interaction);
  g_autofree char *body = g_strdup_printf ("{\"expect\":%" G_GUINT64_FORMAT ",\"events\":[%s]}", expect, events);

  return test_send (server, "POST", path, body, NULL);
}
