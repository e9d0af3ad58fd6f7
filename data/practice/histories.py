# SPDX-License-Identifier: GPL-3.0-or-later
"""What happened before the practice day: why people called, what they changed, and what was promised to them.

Times are UTC. Orders that merely started what a customer has are made by generate.py from the products
themselves, at the time of the call in the week before, if there was one.
"""

# customer number, when, minutes, channel, reason, what the agent wrote
INTERACTIONS = [
    (1, "2026-09-22T08:10", 9, "phone", "Slow internet", "Video calls freeze in the evening when both children are online. Line tested, 46 Mbit/s is all the copper gives. Fiber reaches the house since September; customer wants to think about it."),
    (1, "2026-11-03T15:42", 4, "phone", "Question about the bill", "Asked why Online Security appears. Explained that it was added in January 2025; customer wishes to keep it."),
    (2, "2026-10-12T10:05", 6, "phone", "Price too high", "Children have moved out and the line is hardly used. Asked what a smaller plan costs; will call back after talking with partner."),
    (3, "2026-08-18T16:20", 3, "chat", "Streaming question", "Asked whether Streaming TV works on a ten-year-old television. Needs a streaming stick; told her which ones work."),
    (4, "2025-11-20T09:31", 14, "phone", "Help with Wi-Fi", "Tech Support set up the repeater upstairs. Works on every floor now."),
    (4, "2026-10-27T11:02", 5, "phone", "Question about the bill", "Has not used Tech Support for a year and asks whether it is needed. Explained what it covers."),
    (5, "2026-11-09T17:15", 5, "phone", "Second number", "Daughter starts school in January and shall have her own number. Asked for prices, wants to decide this month."),
    (6, "2026-10-30T09:55", 8, "phone", "Contract question", "Is afraid that the price goes up. Explained that a one-year term keeps the price fixed; asks for time to read it. Hard of hearing: speak slowly."),
    (7, "2026-10-25T13:40", 4, "phone", "Data used up", "Second month in a row that the 20 GB were gone in the third week. Works from the train now."),
    (8, "2026-10-08T08:47", 7, "phone", "Wants to pay less", "Uses about 15 GB of an unlimited plan. Handset is paid off. Will call again about a smaller plan."),
    (9, "2026-10-16T10:12", 12, "phone", "Second additional line", "Added another line for the gallery from the 20th on. SIM sent by post."),
    (9, "2026-03-02T14:30", 6, "e-mail", "Name on the bill", "Name is cut off on the printed bill. Passed on; the bill prints two lines since April."),
    (10, "2026-07-08T12:25", 5, "phone", "Roaming", "Travels to Amman in August. Explained Roaming World; customer will use a local SIM instead."),
    (11, "2026-09-15T07:58", 3, "chat", "Change of address", "Moved within Berlin. Address changed, mobile only, nothing else to do."),
    (12, "2026-06-29T18:04", 6, "phone", "Travel to Indonesia", "Added Roaming World for July and August, wishes to keep it after the journey."),
    (13, "2026-05-11T09:09", 11, "phone", "Internet outage", "Cable in the street was cut. Credit of one week given, line restored the same evening."),
    (14, "2026-10-02T16:48", 4, "phone", "Sound without picture", "Streaming TV showed no picture after an update. App reinstalled, works."),
    (15, "2026-08-29T11:37", 7, "phone", "Additional line", "Added a line for her father. Asked for large print on the letter."),
    (16, "2026-05-04T10:20", 9, "phone", "Renewal", "Took another year of Home Fiber 250. Wife may speak for the account."),
    (16, "2026-11-11T09:14", 5, "phone", "Router restarts", "Router restarts at night. New router sent on 12 November; call agreed to see whether it is better."),
    (17, "2026-04-14T13:33", 3, "phone", "Bill by e-mail", "Wants her bill by e-mail and not together with her husband's. Changed."),
    (18, "2026-11-16T10:41", 8, "store", "New customer", "Opened an account in the shop and was not sure about the plan. Wants to be called about Home Fiber 250."),
    (19, "2026-10-19T06:52", 6, "phone", "Lost phone", "Phone lost on the train. Number suspended at the customer's wish; new SIM only when he has a new phone."),
    (20, "2026-08-05T15:10", 13, "phone", "Wants to leave", "Had an offer from another provider. Price of 39.99 agreed for Home Fiber 250, approved by the supervisor."),
    (21, "2026-09-08T08:30", 10, "phone", "Old plan", "Received a leaflet about new plans and worries that Mobile Classic ends. Told her that she may keep it. Hears badly, prefers letters."),
    (22, "2026-08-19T12:05", 9, "phone", "New connection", "Ordered Home Fiber 250 with 20 % off for six months. Told her that the full price begins on 22 February 2027."),
    (23, "2026-10-21T17:29", 6, "phone", "Leave before the end", "Thinks of moving abroad in spring. Explained the fee for ending the two years early; he will decide in January."),
    (24, "2026-02-20T09:47", 15, "phone", "Bundle", "Moved internet and mobile into Home & Mobile for two years. Technician came on the 24th."),
    (25, "2026-11-16T14:05", 5, "phone", "New number for contact", "Gave a new contact number after verification by PIN. Notice sent to the old number."),
    (26, "2026-09-28T16:02", 5, "phone", "TV", "Added TV Basic for the football season."),
    (27, "2026-11-06T11:18", 7, "phone", "Part payment", "Can pay half of the October bill now and the rest with the next salary. Agreed, no reminder fee."),
    (28, "2026-07-22T07:45", 18, "phone", "Help with printer", "Tech Support connected the printer to the Wi-Fi. Customer was pleased."),
    (29, "2026-03-24T14:51", 10, "phone", "New connection", "Chose Home Fiber 250 with a one-year term because of working from home."),
    (30, "2026-04-28T10:36", 8, "phone", "More data", "Went from Mobile M to Mobile L with a one-year term."),
    (31, "2026-10-05T13:22", 6, "phone", "Speed", "Asks why Wi-Fi shows 400 and not 1000 Mbit/s. Old laptop; with a cable it measures 940."),
    (32, "2026-10-13T09:04", 9, "phone", "Broken screen", "Repair under Phone Protection, phone came back after four days."),
    (33, "2026-06-17T08:20", 5, "letter", "Paper bill", "Wishes to keep the paper bill. Noted."),
    (34, "2026-09-30T18:33", 4, "phone", "Use in the United Kingdom", "Lives in London for half of the year. Roaming World covers it."),
    (35, "2026-10-13T15:56", 6, "phone", "Streaming TV", "Added Streaming TV, half price for three months until 15 January 2027."),
    (36, "2026-11-09T12:12", 11, "store", "New customer", "Bought Mobile S in the shop; number active since 10 November."),
    (37, "2026-11-12T10:28", 6, "phone", "Unpaid bill", "Bill of October is open. Says that he paid on the 9th; will send the proof."),
    (38, "2026-09-25T09:39", 8, "phone", "Home internet ended", "Moved in with her partner who has fiber. Home 50 ended on 28 September; the mobile plan stays."),
    (39, "2026-10-22T11:50", 5, "phone", "Telephone noise", "Noise on Home Phone. The cable was loose; gone after plugging it in again."),
    (40, "2026-11-02T16:07", 7, "phone", "Additional line", "Added a line for a tablet; the activation fee was explained and accepted."),
]

# customer number, ordered at, completed on, action, offering before, offering after, state, description
ORDERS = [
    (7, "2026-02-05T10:00", "2026-02-07", "modify", "mobile-s", "mobile-m", "completed", "Mobile S to Mobile M"),
    (13, "2024-10-11T09:00", "2024-10-13", "modify", "home-100", "home-50", "completed", "Home 100 to Home 50"),
    (30, "2026-04-28T10:40", "2026-04-30", "modify", "mobile-m", "mobile-l", "completed", "Mobile M to Mobile L, one year"),
    (38, "2026-09-25T09:42", "2026-09-28", "delete", "home-50", None, "completed", "End of Home 50"),
    (10, "2026-07-08T12:31", None, "add", None, "roaming-world", "cancelled", "Roaming World, withdrawn the same day"),
    (18, "2026-11-16T10:47", None, "add", None, "home-fiber-250", "cancelled", "Home Fiber 250, customer wants to be called first"),
    (37, "2026-10-20T13:15", None, "modify", "home-100", "home-fiber-250", "rejected", "Home 100 to Home Fiber 250, no fiber at the address"),
]

# customer number, from, minutes, status, purpose
APPOINTMENTS = [
    (1, "2026-10-06T13:00", 15, "completed", "Ask whether the evening speed is better after the new router settings"),
    (2, "2026-11-19T09:00", 15, "confirmed", "Call back about a smaller home internet plan"),
    (5, "2026-11-20T15:30", 15, "initialized", "Call back about an additional line for the daughter"),
    (9, "2026-10-27T10:00", 15, "completed", "Ask whether the new line works"),
    (13, "2026-05-13T16:00", 15, "completed", "Ask whether the line is stable after the repair"),
    (16, "2026-11-17T15:00", 15, "confirmed", "Ask whether the new router still restarts"),
    (18, "2026-11-18T13:30", 30, "confirmed", "Explain Home Fiber 250 and its first bill"),
    (19, "2026-11-25T10:00", 15, "initialized", "Ask whether a new SIM is wanted"),
    (23, "2027-01-12T16:30", 30, "initialized", "Talk about ending the two-year term early"),
    (25, "2026-11-18T16:00", 15, "confirmed", "Confirm the new contact number"),
    (26, "2026-10-07T16:00", 15, "cancelled", "Ask whether TV Basic works; customer wrote that all is well"),
    (27, "2026-12-01T11:00", 15, "initialized", "Second half of the October bill"),
    (32, "2026-10-20T08:30", 15, "failed", "Ask about the repair; nobody answered twice"),
    (36, "2026-11-24T12:00", 15, "confirmed", "First-week call to a new customer"),
    (37, "2026-11-20T10:00", 15, "confirmed", "Proof of payment for the October bill"),
    (40, "2026-11-19T14:00", 15, "initialized", "Ask whether the SIM for the tablet arrived"),
]
