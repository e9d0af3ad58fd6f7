# SPDX-License-Identifier: GPL-3.0-or-later
"""The forty customers of the practice line: who they are, what they have and what happened before.

Nobody here exists. Telephone numbers come from ranges that the German and British regulators keep for fiction
(+49 30 23125 000-999, +49 171 39200 00-99, +44 7700 900000-900999), mail addresses from example.com and .org.
"""
import datetime


def day(text):
    return datetime.date.fromisoformat(text)


def has(offering, start, *, term=None, price=None, until=None, suspended=None, ended=None):
    """A product. term: months committed from its start, or (months, date); until: end of the offering's discount."""
    if term is not None and not isinstance(term, tuple):
        term = (term, start)
    return {"offering": offering, "start": day(start), "term": term and (term[0], day(term[1])), "price": price,
            "until": until and day(until), "suspended": suspended and day(suspended), "ended": ended and day(ended)}


def person(number, given, family, mail, pin, products, *, anchor=None, language="de", pay="Direct debit", paper=False,
           phone=None, changed=None, senior=False, password=None, authorised=None, bills=None, region=None,
           exempt=None):
    """bills: how the newest bill that is due stands, where it is not simply settled: "overdue" or "partiallyPaid".
    region: whose taxes the account pays (data/policy); exempt: the number of a certificate that it pays none."""
    return {"number": number, "given": given, "family": family, "mail": mail, "pin": pin, "products": products,
            "anchor": anchor or number, "language": language, "pay": pay, "paper": paper,
            "phone": phone or f"+4917139200{number:02d}", "changed": changed, "senior": senior,
            "password": password, "authorised": authorised, "bills": bills,
            "region": region, "exempt": exempt}


PEOPLE = [
    # The eight scripted callers come first (callers.py).
    person(1, "Amara", "Okafor", "amara.okafor@example.com", "4711",
           [has("home-50", "2024-03-01"), has("home-phone", "2024-03-01"), has("online-security", "2025-01-01")]),
    person(2, "Søren", "Bækgaard", "soren.baekgaard@example.org", "2846",
           [has("home-fiber-1000", "2025-06-02"), has("tv-plus", "2025-06-02")], language="en"),
    person(3, "Lucía", "Fernández Ortega", "lucia.fernandez@example.com", "9035",
           [has("home-fiber-250", "2025-02-03"), has("mobile-s", "2023-09-14")]),
    person(4, "Ελένη", "Παπαδοπούλου", "eleni.papadopoulou@example.com", "6172",
           [has("home-100", "2023-11-04"), has("tech-support", "2023-11-04"), has("tv-basic", "2024-12-04")]),
    person(5, "Siobhán", "O'Sullivan", "siobhan.osullivan@example.org", "3390",
           [has("mobile-m", "2024-08-05")], language="en", authorised="Declan O'Sullivan"),
    person(6, "Jürgen", "Müller-Süß", "juergen.mueller-suess@example.com", "7254",
           [has("home-100", "2022-05-06"), has("home-phone", "2022-05-06")], paper=True, pay="Bank transfer", senior=True),
    person(7, "Priya", "Raghunathan", "priya.raghunathan@example.com", "5508",
           [has("mobile-m", "2025-01-07"), has("roaming-world", "2026-06-20")], language="en"),
    person(8, "Tomasz", "Wójcik", "tomasz.wojcik@example.org", "8163",
           [has("mobile-xl", "2024-10-08", term=12), has("phone-protection", "2024-10-08")]),
    # Names and numbers that are hard on a screen.
    person(9, "Maximiliana Alexandrina", "Featherstonehaugh-Winterbottom-Cholmondeley",
           "maximiliana.alexandrina.featherstonehaugh@example.com", "1427",
           [has("home-fiber-1000", "2025-02-09", term=24), has("tv-plus", "2025-02-09"),
            has("streaming-tv", "2025-04-09"), has("online-security", "2025-02-09"), has("tech-support", "2025-03-09"),
            has("mobile-xl", "2024-05-17"), has("additional-line", "2024-05-17"),
            has("additional-line", "2026-10-20")], language="en"),
    person(10, "ليلى", "الحداد", "layla.alhaddad@example.com", "6641", [has("mobile-l", "2024-02-10")]),
    person(11, "נועם", "בן־דוד", "noam.bendavid@example.org", "2093", [has("mobile-s", "2025-07-11")]),
    person(12, "Wijaya", None, "wijaya@example.com", "7780",
           [has("mobile-s", "2025-10-12"), has("roaming-world", "2026-07-01")], language="en"),
    person(13, "Дмитро", "Коваленко", "dmytro.kovalenko@example.com", "4926",
           [has("home-50", "2023-03-13"), has("mobile-s", "2023-03-13")]),
    person(14, "Minh Châu", "Nguyễn Thị", "minhchau.nguyen@example.org", "8352",
           [has("home-100", "2024-07-14"), has("streaming-tv", "2025-12-14")]),
    person(15, "Mei-Ling", "Chen", "meiling.chen@example.com", "1189",
           [has("mobile-l", "2023-06-15", term=(12, "2024-06-15")), has("additional-line", "2025-09-02")], language="en"),
    # One household, one telephone.
    person(16, "Jonas", "Brandt", "jonas.brandt@example.com", "5047",
           [has("home-fiber-250", "2025-05-16", term=(12, "2026-05-16")), has("tv-basic", "2025-05-16")],
           authorised="Katharina Brandt"),
    person(17, "Katharina", "Brandt", "katharina.brandt@example.com", "6630", [has("mobile-m", "2024-01-17")],
           phone="+491713920016"),
    # One of each kind that a change must respect.
    person(18, "Aino", "Korhonen", "aino.korhonen@example.org", "9914", [], language="en"),
    person(19, "Mateus", "Ribeiro da Silva", "mateus.ribeiro@example.com", "3478",
           [has("home-50", "2024-09-19"), has("mobile-s", "2024-09-19", suspended="2026-10-19")]),
    person(20, "Hyun-woo", "Kim", "hyunwoo.kim@example.com", "2265", [has("home-fiber-250", "2025-08-20", price="39.99")]),
    person(21, "Gertrud", "Weiß", "gertrud.weiss@example.org", "7031", [has("mobile-classic", "2016-04-21")],
           paper=True, pay="Bank transfer", senior=True, password="blauer Reiher"),
    person(22, "Thandiwe", "Nkosi", "thandiwe.nkosi@example.com", "4402",
           [has("home-fiber-250", "2026-08-22", until="2027-02-22")], language="en"),
    person(23, "Luca", "De Rosa", "luca.derosa@example.com", "8819",
           [has("mobile-xl", "2025-12-03", term=24), has("phone-protection", "2025-12-03")]),
    person(24, "Oluwaseun", "Adébáyò", "oluwaseun.adebayo@example.org", "1576", [has("home-mobile", "2026-02-24", term=24)],
           language="en"),
    person(25, "Ingrid", "Haugen", "ingrid.haugen@example.com", "6208", [has("mobile-m", "2025-03-25")],
           changed="2026-11-16T14:05:00Z"),
    person(26, "Fatima Zahra", "El Amrani", "fatimazahra.elamrani@example.com", "3951",
           [has("home-100", "2024-04-26"), has("tv-basic", "2026-09-30")]),
    person(27, "Rafael", "Domínguez Prieto", "rafael.dominguez@example.org", "7443", [has("mobile-s", "2025-05-27")],
           pay="Bank transfer", bills="partiallyPaid"),
    person(28, "Yuki", "Takahashi", "yuki.takahashi@example.com", "2517",
           [has("home-50", "2023-01-28"), has("tech-support", "2024-02-28")], language="en"),
    person(29, "Zsófia", "Szabó", "zsofia.szabo@example.com", "9680", [has("home-fiber-250", "2026-03-29", term=12)]),
    person(30, "Ahmet", "Yıldız", "ahmet.yildiz@example.org", "5124", [has("mobile-l", "2024-04-30", term=(12, "2026-04-30"))]),
    person(31, "Charlotte", "de Vries", "charlotte.devries@example.com", "8076",
           [has("home-fiber-1000", "2026-01-31", term=24), has("online-security", "2026-01-31")]),
    person(32, "Kwame", "Mensah", "kwame.mensah@example.com", "1743",
           [has("mobile-m", "2024-06-29"), has("phone-protection", "2025-10-29")], anchor=29, language="en"),
    person(33, "Mirela", "Ionescu", "mirela.ionescu@example.org", "4298",
           [has("home-100", "2022-11-30"), has("home-phone", "2022-11-30")], anchor=30, paper=True, pay="Bank transfer"),
    person(34, "Liam", "Murphy-Byrne", "liam.murphybyrne@example.com", "6835",
           [has("mobile-xl", "2025-03-31"), has("roaming-world", "2025-03-31")], anchor=31, language="en",
           phone="+447700900142"),
    person(35, "Ada Björk", "Jónsdóttir", "ada.jonsdottir@example.org", "3069",
           [has("home-50", "2024-05-15"), has("streaming-tv", "2026-10-15", until="2027-01-15")], anchor=15),
    person(36, "Jean-Baptiste", "Lefèvre", "jeanbaptiste.lefevre@example.com", "9527", [has("mobile-s", "2026-11-10")],
           anchor=1),
    person(37, "Aleksander", "Nowak", "aleksander.nowak@example.com", "2714", [has("home-100", "2025-09-10")], anchor=10,
           pay="Bank transfer", bills="overdue", region="DE"),
    person(38, "Sofia", "Lindqvist", "sofia.lindqvist@example.org", "7396",
           [has("mobile-m", "2024-11-28"), has("home-50", "2024-11-28", ended="2026-09-28")], anchor=28, region="AT"),
    person(39, "Omar", "Haddad", "omar.haddad@example.com", "5861",
           [has("home-fiber-250", "2024-12-31"), has("home-phone", "2024-12-31")], anchor=31, region="DE", exempt="DE-2026-0117"),
    person(40, "Ngozi", "Eze", "ngozi.eze@example.org", "1032",
           [has("mobile-m", "2025-08-20"), has("additional-line", "2026-11-05")], anchor=20, language="en", region="US-IL"),
]
