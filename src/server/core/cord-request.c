/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/core/cord-request.h"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
cord_request_free (CordRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->remote);
  g_free (self->reference);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->subject);
  g_free (self->role);
  g_free (self->id);
  g_clear_pointer (&self->interaction, cord_stored_interaction_free);
  g_free (self);
}

const char *
cord_request_header (const CordRequest *self, const char *name)
{
  return soup_message_headers_get_one (self->headers, name);
}

gboolean
cord_request_names_tag (const CordRequest *self, const char *header, const char *tag)
{
  const char *list = cord_request_header (self, header);
  g_auto (GStrv) tags = g_strsplit (list != NULL ? list : "", ",", 32);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      const char *one = g_strstrip (tags[i]);

      if (g_str_equal (one, "*") || g_str_equal (one, tag)
          || (g_str_has_prefix (one, "W/") && g_str_equal (one + 2, tag)))
        return TRUE;
    }
  return FALSE;
}

gboolean
cord_request_is_role (const CordRequest *self, const char *role)
{
  return g_strcmp0 (self->role, role) == 0;
}

gboolean
cord_request_is_bound (const CordRequest *self)
{
  return !cord_request_is_role (self, "system");
}

char *
cord_request_decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text), "+", ' ');
  g_autofree char *decoded = g_uri_unescape_string (spaced, NULL);

  return decoded != NULL && g_utf8_validate (decoded, -1, NULL) ? g_steal_pointer (&decoded) : NULL;
}

char *
cord_request_dup_parameter (const CordRequest *self, const char *name)
{
  g_auto (GStrv) pairs = g_strsplit (self->query != NULL ? self->query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *key = equals != NULL ? g_strndup (pairs[i], (gsize)(equals - pairs[i])) : g_strdup (pairs[i]);
      g_autofree char *decoded = cord_request_decode (key);

      if (g_strcmp0 (decoded, name) == 0)
        return cord_request_decode (equals != NULL ? equals + 1 : "");
    }
  return NULL;
}

gboolean
cord_request_read_number (const CordRequest *self, const char *name, guint64 most, guint64 *value, GError **error)
{
  g_autofree char *text = cord_request_dup_parameter (self, name);

  return text == NULL || g_ascii_string_to_unsigned (text, 10, 0, most, value, NULL)
         || cord_error_set_full (error, CORD_ERROR_INVALID, "value", name, NULL, _ ("The value of “%s” cannot be used"),
                                 name);
}

const char *
cord_request_text (const CordRequest *self, const char *member, GError **error)
{
  JsonNode *body = self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json) ? self->json : NULL;
  JsonNode *node = body != NULL ? cord_json_find (body, member) : NULL;
  const char *text = node != NULL ? cord_json_find_string (body, member) : NULL;

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node) && text == NULL)
    cord_error_set_full (error, CORD_ERROR_INVALID, "shape", member, NULL, _ ("“%s” must be a text"), member);
  else if (text == NULL || *text == '\0')
    cord_error_set_full (error, CORD_ERROR_INVALID, "missing", member, NULL, _ ("“%s” is missing"), member);
  return text != NULL && *text != '\0' ? text : NULL;
}

gboolean
cord_request_check_members (const CordRequest *self, const char *const *known, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, json_node_get_object (self->json));
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_strv_contains (known, name))
      return cord_error_set_full (error, CORD_ERROR_INVALID, "unknown-member", name, NULL, _ ("“%s” is not known here"),
                                  name);
  return TRUE;
}

gboolean
cord_request_has_left (const CordRequest *self)
{
  return self->left || (self->check_left != NULL && self->check_left (self->message));
}

CordReply *
cord_request_refuse (const CordRequest *self, GError *error)
{
  g_autoptr (GError) owned = error;

  if (owned == NULL || owned->code == CORD_ERROR_INTERNAL)
    g_warning ("%s %s: %s", self->method,
               self->type != NULL       ? self->type->name
               : self->endpoint != NULL ? self->endpoint->name
                                        : "",
               owned != NULL ? owned->message : "no answer");
  return cord_reply_new_error (owned);
}

char *
cord_request_dup_device (const CordRequest *self)
{
  const char *device = cord_request_header (self, "Cordboard-Device");

  if (device != NULL && *device != '\0' && strlen (device) <= 128)
    return g_strdup (device);
  return g_strconcat ("of ", self->subject != NULL ? self->subject : "", NULL);
}
