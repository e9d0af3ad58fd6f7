-- SPDX-License-Identifier: GPL-3.0-or-later
-- What an agent's work is planned by: the hours of the shift ("mon-fri 08:00-16:30"), the first day, the team, and the
-- extension of the telephone. Null where nobody said.
ALTER TABLE "user" ADD COLUMN team TEXT;
ALTER TABLE "user" ADD COLUMN shift TEXT;
ALTER TABLE "user" ADD COLUMN start_date TEXT;
ALTER TABLE "user" ADD COLUMN extension TEXT;
