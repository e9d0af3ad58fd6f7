/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cord-id.h"

#include <string.h>
#include <sys/random.h>

static void
fill_random (guint8 *bytes, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = getrandom (bytes + done, length - done, 0);

      if (n > 0)
        done += (gsize)n;
    }
}

/* The 12 bits after the version hold a counter within the millisecond (RFC 9562, 6.2, method 1), so that ids of one
 * process sort as they were made even when the clock is moved back. */
static guint64
next_stamp (guint64 milliseconds)
{
  static GMutex mutex;
  static guint64 last;
  guint64 stamp = milliseconds << 12;

  g_mutex_lock (&mutex);
  if (stamp <= last && (last >> 12) - milliseconds < 1000)
    stamp = last + 1;
  last = stamp;
  g_mutex_unlock (&mutex);
  return stamp;
}

char *
cord_id_new (CordClock *clock)
{
  guint64 stamp = next_stamp ((guint64)(cord_clock_now (clock) / 1000));
  guint64 milliseconds = stamp >> 12;
  guint8 r[8];

  fill_random (r, sizeof r);
  return g_strdup_printf ("%08x-%04x-7%03x-%02x%02x-%02x%02x%02x%02x%02x%02x", (guint)(milliseconds >> 16),
                          (guint)(milliseconds & 0xffff), (guint)(stamp & 0xfff), 0x80 | (r[0] & 0x3f), r[1], r[2],
                          r[3], r[4], r[5], r[6], r[7]);
}

gboolean
cord_id_is_valid (const char *id)
{
  if (id == NULL || strlen (id) != 36)
    return FALSE;
  for (int i = 0; i < 36; i++)
    {
      if (i == 8 || i == 13 || i == 18 || i == 23)
        {
          if (id[i] != '-')
            return FALSE;
        }
      else if (!g_ascii_isdigit (id[i]) && !(id[i] >= 'a' && id[i] <= 'f'))
        return FALSE;
    }
  return id[14] == '7' && strchr ("89ab", id[19]) != NULL;
}

char *
cord_id_random_hex (guint n)
{
  static const char digits[] = "0123456789abcdef";
  char *hex;
  guint8 *bytes;

  g_return_val_if_fail (n % 2 == 0, NULL);
  hex = g_malloc (n + 1);
  /* The bytes lie in the second half, so that writing from the front never reaches one that is still to be read. */
  bytes = (guint8 *)hex + n / 2;
  fill_random (bytes, n / 2);
  for (guint i = 0; i < n / 2; i++)
    {
      guint8 byte = bytes[i];

      hex[2 * i] = digits[byte >> 4];
      hex[2 * i + 1] = digits[byte & 0xf];
    }
  hex[n] = '\0';
  return hex;
}
