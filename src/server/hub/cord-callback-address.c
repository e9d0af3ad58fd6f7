/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hub/cord-callback-address.h"

#include "server/hub/cord-callback.h"

/* Gives the addresses of another enumerator, as long as they are public. */
#define CHECKED_TYPE_ENUMERATOR (checked_enumerator_get_type ())
G_DECLARE_FINAL_TYPE (CheckedEnumerator, checked_enumerator, CHECKED, ENUMERATOR, GSocketAddressEnumerator)

struct _CheckedEnumerator
{
  GSocketAddressEnumerator parent_instance;

  GSocketAddressEnumerator *inner;
};

G_DEFINE_FINAL_TYPE (CheckedEnumerator, checked_enumerator, G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

struct _CordCallbackAddress
{
  GNetworkAddress parent_instance;
};

static void connectable_init (GSocketConnectableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CordCallbackAddress, cord_callback_address, G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE, connectable_init))

/* Takes @address, which may be NULL: there are no more. */
static GSocketAddress *
check (GSocketAddress *address, GError **error)
{
  g_autoptr (GSocketAddress) owned = address;

  if (owned == NULL
      || (G_IS_INET_SOCKET_ADDRESS (owned)
          && cord_callback_is_public (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (owned)))))
    return g_steal_pointer (&owned);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "the address is not public");
  return NULL;
}

static GSocketAddress *
checked_enumerator_next (GSocketAddressEnumerator *enumerator, GCancellable *cancellable, GError **error)
{
  return check (g_socket_address_enumerator_next (CHECKED_ENUMERATOR (enumerator)->inner, cancellable, error), error);
}

static void
on_next (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GSocketAddress *address
      = g_socket_address_enumerator_next_finish (G_SOCKET_ADDRESS_ENUMERATOR (source), result, &error);

  if (error == NULL)
    address = check (address, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, address, g_object_unref);
}

static void
checked_enumerator_next_async (GSocketAddressEnumerator *enumerator, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (enumerator, cancellable, callback, user_data);

  g_task_set_source_tag (task, checked_enumerator_next_async);
  g_socket_address_enumerator_next_async (CHECKED_ENUMERATOR (enumerator)->inner, cancellable, on_next, task);
}

static GSocketAddress *
checked_enumerator_next_finish (GSocketAddressEnumerator *enumerator, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
checked_enumerator_dispose (GObject *object)
{
  g_clear_object (&CHECKED_ENUMERATOR (object)->inner);
  G_OBJECT_CLASS (checked_enumerator_parent_class)->dispose (object);
}

static void
checked_enumerator_class_init (CheckedEnumeratorClass *klass)
{
  GSocketAddressEnumeratorClass *enumerator_class = G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = checked_enumerator_dispose;
  enumerator_class->next = checked_enumerator_next;
  enumerator_class->next_async = checked_enumerator_next_async;
  enumerator_class->next_finish = checked_enumerator_next_finish;
}

static void
checked_enumerator_init (CheckedEnumerator *self)
{
}

static GSocketAddressEnumerator *
cord_callback_address_enumerate (GSocketConnectable *connectable)
{
  GSocketConnectableIface *iface = G_SOCKET_CONNECTABLE_GET_IFACE (connectable);
  GSocketConnectableIface *parent = g_type_interface_peek_parent (iface);
  CheckedEnumerator *enumerator = g_object_new (CHECKED_TYPE_ENUMERATOR, NULL);

  enumerator->inner = parent->enumerate (connectable);
  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

/* Through a proxy the address that is called would not be known. */
static void
connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = cord_callback_address_enumerate;
  iface->proxy_enumerate = cord_callback_address_enumerate;
}

static void
cord_callback_address_class_init (CordCallbackAddressClass *klass)
{
}

static void
cord_callback_address_init (CordCallbackAddress *self)
{
}

GSocketConnectable *
cord_callback_address_new (GUri *uri)
{
  g_autofree char *host = cord_callback_dup_host (uri);
  int port = g_uri_get_port (uri);

  return g_object_new (CORD_TYPE_CALLBACK_ADDRESS, "hostname", host, "scheme", g_uri_get_scheme (uri), "port",
                       (guint)(port > 0                                        ? port
                               : g_str_equal (g_uri_get_scheme (uri), "https") ? 443
                                                                               : 80),
                       NULL);
}
