/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/cord-zone.h"

#include "base/cord-zone-file.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define ZONE_FOLDER "/usr/share/zoneinfo"
#define FILE_MOST (1024 * 1024) /* bytes; the longest of the IANA data has less than four thousand */

/* What tells that a file is still the one that was read. */
typedef struct
{
  struct timespec changed;
  goffset size;
  guint64 node;
} FileStamp;

struct _CordZone
{
  gatomicrefcount references;
  CordZoneFile *file; /* NULL for UTC */
  FileStamp stamp;
};

/* IANA names that read like rules of POSIX. */
static const char *const names_with_digits[] = {
  "CST6CDT", "EST5EDT", "GMT+0", "GMT-0", "GMT0", "MST7MDT", "PST8PDT", NULL,
};

/* Zones that were read, by the path of their file. There are as many as the machine has files. */
static GHashTable *known;
static GMutex known_mutex;

/* Whether @name is shaped as an IANA name: no path out of the database, nor one of its own folders "posix" and "right",
 * the second of which counts leap seconds. */
static gboolean
is_zone_name (const char *name)
{
  gsize length = strlen (name);

  if (!g_ascii_isupper (name[0]) || !(g_ascii_isalnum (name[length - 1])) || strstr (name, "//") != NULL)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (name[i]) && strchr ("_+-/", name[i]) == NULL)
      return FALSE;
  if (strchr (name, '/') == NULL && strpbrk (name, "0123456789") != NULL)
    return g_strv_contains (names_with_digits, name);
  return TRUE;
}

/* As the C library finds it. */
static const char *
zone_folder (void)
{
  const char *folder = g_getenv ("TZDIR");

  return folder != NULL && *folder != '\0' ? folder : ZONE_FOLDER;
}

static CordZone *
refuse_unknown (const char *name, GError **error)
{
  cord_error_set_full (error, CORD_ERROR_INVALID, "zone", "zone",
                       _ ("Use a name from the time zone database, such as Europe/Berlin."),
                       _ ("There is no time zone “%s”."), name != NULL && g_utf8_validate (name, -1, NULL) ? name : "");
  return NULL;
}

static CordZone *
refuse_unreadable (const char *name, const char *cause, GError **error)
{
  cord_error_set_full (error, CORD_ERROR_INTERNAL, "zone", "zone",
                       _ ("Install the time zone database of this machine again."),
                       _ ("The time zone “%s” cannot be read: %s"), name, cause);
  return NULL;
}

static gboolean
find_file (const char *path, FileStamp *out)
{
  GStatBuf found;

  if (g_stat (path, &found) != 0 || !S_ISREG (found.st_mode))
    return FALSE;
  out->changed = found.st_mtim;
  out->size = found.st_size;
  out->node = found.st_ino;
  return TRUE;
}

static gboolean
is_same_file (const FileStamp *a, const FileStamp *b)
{
  return a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec && a->size == b->size
         && a->node == b->node;
}

static CordZone *
zone_new (CordZoneFile *file, const FileStamp *stamp)
{
  CordZone *self = g_new0 (CordZone, 1);

  g_atomic_ref_count_init (&self->references);
  self->file = file;
  if (stamp != NULL)
    self->stamp = *stamp;
  return self;
}

static CordZone *
load (const char *name, const char *path, const FileStamp *stamp, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *data = NULL;
  CordZoneFile *file = NULL;
  gsize size;

  if (stamp->size > FILE_MOST)
    return refuse_unreadable (name, _ ("The zone file is too large."), error);
  if (g_file_get_contents (path, &data, &size, &cause))
    file = cord_zone_file_read ((const guint8 *)data, size, &cause);
  if (g_error_matches (cause, CORD_ERROR, CORD_ERROR_NOT_FOUND))
    return refuse_unknown (name, error);
  return file != NULL ? zone_new (file, stamp) : refuse_unreadable (name, cause->message, error);
}

/* Returns a full reference, or NULL. */
static CordZone *
look_up (const char *path, const FileStamp *stamp)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&known_mutex);
  CordZone *zone = known != NULL ? g_hash_table_lookup (known, path) : NULL;

  return zone != NULL && is_same_file (&zone->stamp, stamp) ? cord_zone_ref (zone) : NULL;
}

static void
keep (const char *path, CordZone *zone)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&known_mutex);

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)cord_zone_unref);
  g_hash_table_replace (known, g_strdup (path), cord_zone_ref (zone));
}

CordZone *
cord_zone_parse (const char *name, GError **error)
{
  g_autofree char *path = NULL;
  FileStamp stamp;
  CordZone *zone;

  if (g_strcmp0 (name, "UTC") == 0)
    return cord_zone_utc ();
  if (name == NULL || !is_zone_name (name))
    return refuse_unknown (name, error);
  path = g_build_filename (zone_folder (), name, NULL);
  if (!find_file (path, &stamp))
    return refuse_unknown (name, error);
  zone = look_up (path, &stamp);
  if (zone == NULL && (zone = load (name, path, &stamp, error)) != NULL)
    keep (path, zone);
  return zone;
}

gboolean
cord_zone_check (const char *name, GError **error)
{
  g_autoptr (CordZone) zone = cord_zone_parse (name, error);

  return zone != NULL;
}

CordZone *
cord_zone_utc (void)
{
  static gsize utc;

  if (g_once_init_enter (&utc))
    g_once_init_leave (&utc, (gsize)zone_new (NULL, NULL));
  return cord_zone_ref ((CordZone *)utc);
}

CordZone *
cord_zone_ref (CordZone *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
cord_zone_unref (CordZone *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->file, cord_zone_file_free);
  g_free (self);
}

CordDate
cord_instant_to_local (gint64 instant, const CordZone *zone, int *second)
{
  gint64 utc = cord_floor_divide (instant, G_USEC_PER_SEC);
  gint64 wall = utc + (zone->file != NULL ? cord_zone_file_span (zone->file, utc).offset : 0);
  gint64 days = cord_floor_divide (wall, CORD_SECONDS_PER_DAY);

  *second = (int)(wall - days * CORD_SECONDS_PER_DAY);
  return (CordDate)days;
}

CordDate
cord_instant_to_date (gint64 instant, const CordZone *zone)
{
  int second;

  return cord_instant_to_local (instant, zone, &second);
}

gboolean
cord_zone_read_day (const CordZone *self, const char *text, CordDate *out)
{
  gint64 instant;

  if (text == NULL)
    return FALSE;
  if (cord_date_parse (text, out, NULL))
    return TRUE;
  if (!cord_instant_parse (text, &instant, NULL))
    return FALSE;
  *out = cord_instant_to_date (instant, self);
  return TRUE;
}

gboolean
cord_zone_read_end (const CordZone *self, const char *text, CordDate *out)
{
  gint64 instant;

  if (!cord_zone_read_day (self, text, out))
    return FALSE;
  if (cord_instant_parse (text, &instant, NULL) && cord_date_to_instant (*out, self) != instant)
    (*out)++;
  return TRUE;
}

gint64
cord_local_to_instant (CordDate date, int second, const CordZone *zone)
{
  gint64 wall = date * CORD_SECONDS_PER_DAY + second;

  return (zone->file != NULL ? cord_zone_file_first_second (zone->file, wall) : wall) * G_USEC_PER_SEC;
}

gint64
cord_date_to_instant (CordDate date, const CordZone *zone)
{
  return cord_local_to_instant (date, 0, zone);
}
