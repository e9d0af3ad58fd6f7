/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/gateway.h"

G_DEFINE_INTERFACE (CordGateway, cord_gateway, G_TYPE_OBJECT)

static void
cord_gateway_default_init (CordGatewayInterface *iface)
{
  /**
   * CordGateway::online-changed:
   *
   * Emitted when what cord_gateway_get_online() answers has changed.
   */
  g_signal_new ("online-changed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                0);
}

CordIntent *
cord_intent_new (const char *operation, const char *kind, const char *method, const char *path, const char *if_match,
                 GBytes *body)
{
  CordIntent *self;

  g_return_val_if_fail (operation != NULL && kind != NULL && method != NULL && path != NULL && body != NULL, NULL);
  self = g_new0 (CordIntent, 1);
  self->operation = g_strdup (operation);
  self->kind = g_strdup (kind);
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->if_match = g_strdup (if_match);
  self->body = g_bytes_ref (body);
  return self;
}

CordIntent *
cord_intent_copy (const CordIntent *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return cord_intent_new (self->operation, self->kind, self->method, self->path, self->if_match, self->body);
}

void
cord_intent_free (CordIntent *self)
{
  if (self == NULL)
    return;
  g_free (self->operation);
  g_free (self->kind);
  g_free (self->method);
  g_free (self->path);
  g_free (self->if_match);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
cord_gateway_call_async (CordGateway *self, CordCall call, GVariant *arguments, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CORD_IS_GATEWAY (self));
  CORD_GATEWAY_GET_IFACE (self)->call_async (self, call, arguments, cancellable, callback, user_data);
}

GVariant *
cord_gateway_call_finish (CordGateway *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_GATEWAY (self), NULL);
  return CORD_GATEWAY_GET_IFACE (self)->call_finish (self, result, error);
}

CordIntent *
cord_gateway_prepare (CordGateway *self, const char *kind, GVariant *request, GError **error)
{
  g_return_val_if_fail (CORD_IS_GATEWAY (self), NULL);
  return CORD_GATEWAY_GET_IFACE (self)->prepare (self, kind, request, error);
}

void
cord_gateway_submit_async (CordGateway *self, const CordIntent *intent, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (CORD_IS_GATEWAY (self));
  CORD_GATEWAY_GET_IFACE (self)->submit_async (self, intent, cancellable, callback, user_data);
}

GVariant *
cord_gateway_submit_finish (CordGateway *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (CORD_IS_GATEWAY (self), NULL);
  return CORD_GATEWAY_GET_IFACE (self)->submit_finish (self, result, error);
}

gboolean
cord_gateway_get_online (CordGateway *self)
{
  g_return_val_if_fail (CORD_IS_GATEWAY (self), FALSE);
  return CORD_GATEWAY_GET_IFACE (self)->get_online (self);
}

char **
cord_gateway_dup_limits (CordGateway *self)
{
  g_return_val_if_fail (CORD_IS_GATEWAY (self), NULL);
  return CORD_GATEWAY_GET_IFACE (self)->dup_limits != NULL ? CORD_GATEWAY_GET_IFACE (self)->dup_limits (self)
                                                           : g_new0 (char *, 1);
}
