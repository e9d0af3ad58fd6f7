/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk/shared/cord-page.h"

G_BEGIN_DECLS

/* Step 8: the confirmation written, proved and sent; the note, with the agent's own words; how the call ended. */
#define CORD_TYPE_DOCUMENT_PAGE (cord_document_page_get_type ())
G_DECLARE_FINAL_TYPE (CordDocumentPage, cord_document_page, CORD, DOCUMENT_PAGE, CordPage)

G_END_DECLS
