/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/record/cord-journal.h"

G_BEGIN_DECLS

/* A CordJournal in memory: a list of commits, each all or nothing, from which recovery reads as a real one would. */
#define CORD_TYPE_MEMORY_JOURNAL (cord_memory_journal_get_type ())
G_DECLARE_FINAL_TYPE (CordMemoryJournal, cord_memory_journal, CORD, MEMORY_JOURNAL, GObject)

CordMemoryJournal *cord_memory_journal_new (void);
/* The journal as it was after the first @n_commits: a crash there. */
CordMemoryJournal *cord_memory_journal_copy (CordMemoryJournal *self, guint n_commits);
guint cord_memory_journal_get_n_commits (CordMemoryJournal *self);
/* Refuses the @n-th commit from now on (1: the next); 0: none. @sticky: and every one after it. A refused begin
 * counts too. */
void cord_memory_journal_fail (CordMemoryJournal *self, guint n, gboolean sticky);
/* Whether the next changes of the user fail. */
void cord_memory_journal_fail_user (CordMemoryJournal *self, gboolean fails);
void cord_memory_journal_set_cut (CordMemoryJournal *self, gboolean cut);
/* Everything that was ever stored, as one text: to search for what must not be in it. */
char *cord_memory_journal_dump (CordMemoryJournal *self);

G_END_DECLS
