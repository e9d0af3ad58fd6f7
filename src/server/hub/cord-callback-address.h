/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where a callback is to be reached. It is a host and a port as any other, but of the addresses its name turns out to
 * have only public ones are given to the connection: a name that leads into a private network is refused with
 * PERMISSION_DENIED, each time it is looked up anew, so that it cannot change after it was registered. */
#define CORD_TYPE_CALLBACK_ADDRESS (cord_callback_address_get_type ())
G_DECLARE_FINAL_TYPE (CordCallbackAddress, cord_callback_address, CORD, CALLBACK_ADDRESS, GNetworkAddress)

/* The connectable of the host and port of @uri, which has both; free it with g_object_unref. */
GSocketConnectable *cord_callback_address_new (GUri *uri);

G_END_DECLS
