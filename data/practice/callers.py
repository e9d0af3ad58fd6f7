# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripted calls behind "Next call", in order. Answers are keyed by the questions of data/sop/plan-change.json.

wants: the kind of change; product: what is to change; offering: what the caller would take in the end (for a removal,
what goes); term: months, where the caller asks for a commitment; reason: a reason code of the procedure.
"""


def caller(number, name, *, phone, opening, wants, product=None, offering, term=None, reason, pin, words, answers):
    customer = f"C{10000 + number}"
    found = {"id": name, "phone": phone, "opening": opening, "wants": wants, "customer": customer, "pin": pin}
    if product:
        found["product"] = f"prod-{customer}-{product}"
    found["offering"] = offering
    if term:
        found["term"] = term
    return {**found, "reason": reason, "words": words, "answers": answers}


CALLERS = [
    caller(1, "dsl-to-fiber", phone="+491713920001", wants="upgrade", product="home-50", offering="home-fiber-250",
           opening="Good morning, this is Amara Okafor. Our internet freezes every evening, and I hear there is fiber "
                   "in our street now. Can I have that?",
           reason="speed", pin="4711", words="Video calls freeze in the evening; fiber has reached the house.",
           answers={"use": "Two of us work from home, and the children stream in the evening.", "speed": "faster",
                    "household": "Four of us: two adults and two children.", "budget": "50.00", "commitment": "unsure", "must-have": "The home phone number has to stay.",
                    "accessibility": "No, thank you."}),
    caller(2, "fiber-to-dsl", phone="+491713920002", wants="downgrade", product="home-fiber-1000", offering="home-100",
           opening="Hello, Søren Bækgaard. The children have moved out, and I pay for far more internet than we use.",
           reason="price", pin="2846", words="Two people left in the house; sixty euro are too much for what they use.",
           answers={"use": "E-mail, the news, and a film at the weekend.", "speed": "same", "household": "Two of us.",
                    "budget": "35.00", "commitment": "no", "must-have": "TV Plus should stay.",
                    "accessibility": "No."}),
    caller(3, "add-streaming", phone="+491713920003", wants="add", offering="streaming-tv",
           opening="Hi, Lucía Fernández here. I would like to watch series, you have something for that, don't you?",
           reason="new-need", pin="9035", words="Wants films and series on demand on the television and a tablet.",
           answers={"use": "Series in the evening, on the television and in bed on the tablet.", "streaming": "yes",
                    "household": "Two of us.", "budget": "10.00", "commitment": "no", "must-have": "It must run on a tablet.",
                    "accessibility": "No, all fine."}),
    caller(4, "remove-support", phone="+491713920004", wants="remove", product="tech-support", offering="tech-support",
           opening="Good day, Eleni Papadopoulou. I pay for Tech Support every month and have not called it in a year.",
           reason="usage", pin="6172", words="Tech Support was last used in November 2025.",
           answers={"use": "Internet and a little television, nothing special.", "household": "Only me.", "budget": "45.00",
                    "commitment": "no", "must-have": "Internet and TV Basic stay as they are.", "accessibility": "No."}),
    caller(5, "add-line", phone="+491713920005", wants="add", offering="additional-line",
           opening="Hello, Siobhán O'Sullivan. My daughter starts school in January, and I want a number for her on my bill.",
           reason="new-need", pin="3390", words="A second number for the daughter from January on.",
           answers={"use": "She will call me and send pictures, not much more.", "data": "light", "household": "Two of us.",
                    "budget": "15.00", "commitment": "no", "must-have": "One bill for both numbers.",
                    "accessibility": "No."}),
    caller(6, "one-year-term", phone="+491713920006", wants="modify", product="home-100", offering="home-100", term=12,
           opening="Müller-Süß, good morning. You offered me a year at a fixed price, and I have read it. I would like that.",
           reason="price", pin="7254", words="Wants the price of Home 100 fixed for a year.",
           answers={"use": "I read the newspaper and telephone with my grandchildren.", "speed": "same", "household": "Only me.",
                    "budget": "40.00", "commitment": "yes", "term": "12", "must-have": "The telephone number stays.",
                    "accessibility": "I hear badly, please speak slowly and clearly."}),
    caller(7, "mobile-m-to-l", phone="+491713920007", wants="upgrade", product="mobile-m", offering="mobile-l",
           opening="Hi, Priya Raghunathan. My data is gone in the third week, again. What comes after Mobile M?",
           reason="usage", pin="5508", words="Works on the train; 20 GB last three weeks.",
           answers={"use": "I work on the train with my laptop, two hours a day.", "data": "heavy", "household": "Only me.",
                    "budget": "35.00", "commitment": "no", "travel": "yes", "must-have": "Hotspot for the laptop.",
                    "accessibility": "No."}),
    caller(8, "mobile-xl-to-m", phone="+491713920008", wants="downgrade", product="mobile-xl", offering="mobile-m",
           opening="Tomasz Wójcik, hello. My phone is paid off, and I never use all that data. I want to pay less.",
           reason="price", pin="8163", words="Uses about 15 GB of an unlimited plan; the handset is paid off.",
           answers={"use": "Messages, maps, some music. I am at home in the evening.", "data": "medium", "household": "Only me.",
                    "budget": "25.00", "commitment": "no", "must-have": "Keep Phone Protection.",
                    "accessibility": "No."}),
]
