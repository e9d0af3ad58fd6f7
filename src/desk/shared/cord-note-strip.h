/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The note as it grows, always showing its newest words, in whole lines: three, or one where the text is large.
 * Properties: text · expanded (boolean, shows up to twelve). */
#define CORD_TYPE_NOTE_STRIP (cord_note_strip_get_type ())
G_DECLARE_FINAL_TYPE (CordNoteStrip, cord_note_strip, CORD, NOTE_STRIP, AdwBin)

G_END_DECLS
