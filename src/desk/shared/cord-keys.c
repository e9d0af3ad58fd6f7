/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk/shared/cord-keys.h"

#include <glib/gi18n.h>

#define STEPS N_ ("Steps")
#define WORK N_ ("The work")
#define FOR_GOOD N_ ("What cannot be taken back")
#define WINDOW N_ ("The window")

static const CordKey keys[] = {
  { WORK, N_ ("What the page does next"), "desk.primary", { "<Control>Return", "<Control>KP_Enter", NULL } },
  { WORK, N_ ("The next thing that is missing"), "desk.next-missing", { "F8", NULL } },
  { WORK, N_ ("Find a customer"), "desk.find", { "<Control>f", NULL } },
  { WORK, N_ ("Hold the call, or take it back"), "desk.hold", { "<Control><Shift>h", NULL } },
  { WORK, N_ ("Park this interaction"), "desk.park", { "<Control><Shift>k", NULL } },
  { WORK, N_ ("Undo the placed change"), "desk.undo", { "<Control><Alt>z", NULL } },
  { WORK, N_ ("Schedule the follow-up"), "desk.schedule", { "<Control><Shift>s", NULL } },
  { WORK, N_ ("Wrap up"), "desk.wrap-up", { "<Control>d", NULL } },
  { FOR_GOOD, N_ ("The customer agrees"), "desk.consent", { "<Control><Shift>y", NULL } },
  { FOR_GOOD, N_ ("Place the change"), "desk.place", { "<Control><Shift>p", NULL } },
  { FOR_GOOD, N_ ("Send the confirmation"), "desk.send", { "<Control><Shift>m", NULL } },
  { FOR_GOOD, N_ ("Close the interaction"), "desk.close", { "<Control><Shift>w", NULL } },
  { STEPS, NULL, "desk.step('arrive')", { "<Alt>0", NULL } },
  { STEPS, NULL, "desk.step('verify')", { "<Alt>1", NULL } },
  { STEPS, NULL, "desk.step('gather')", { "<Alt>2", NULL } },
  { STEPS, NULL, "desk.step('needs')", { "<Alt>3", NULL } },
  { STEPS, NULL, "desk.step('options')", { "<Alt>4", NULL } },
  { STEPS, NULL, "desk.step('confirm')", { "<Alt>5", NULL } },
  { STEPS, NULL, "desk.step('process')", { "<Alt>6", NULL } },
  { STEPS, NULL, "desk.step('expect')", { "<Alt>7", NULL } },
  { STEPS, NULL, "desk.step('document')", { "<Alt>8", NULL } },
  { STEPS, NULL, "desk.step('follow-up')", { "<Alt>9", NULL } },
  { WINDOW, N_ ("Show or hide the customer panel"), "desk.panel", { "F9", NULL } },
  { WINDOW, N_ ("More of the note, or less"), "desk.note", { "<Control>e", NULL } },
  { WINDOW, N_ ("This list of keys"), "desk.keys", { "<Control>question", "<Control>F1", NULL } },
  { WINDOW, N_ ("About Cordboard"), "app.about", { "<Shift>F1", NULL } },
  { WINDOW, N_ ("Sign out"), "desk.sign-out", { "<Control><Shift>o", NULL } },
};

const CordKey *
cord_keys_get (guint *n_keys)
{
  *n_keys = G_N_ELEMENTS (keys);
  return keys;
}

char *
cord_keys_dup_label (const char *action)
{
  GdkModifierType modifiers;
  guint key;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (g_str_equal (keys[i].action, action) && gtk_accelerator_parse (keys[i].keys[0], &key, &modifiers))
      return gtk_accelerator_get_label (key, modifiers);
  return g_strdup ("");
}
