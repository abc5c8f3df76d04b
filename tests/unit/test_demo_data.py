"""What whoever opens the demo finds: people, tickets in every state, mail of every kind."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from eddytui.demo import EMAIL, KEY
from eddytui.demo.data.hostile import TRAPS
from eddytui.demo.data.library import Library
from eddytui.demo.data.slots import Slots
from eddytui.demo.records import CLIENTS, CLOSED, NOBODY, Ticket
from eddytui.demo.world import Origin, World

ANCHOR = datetime(2026, 3, 2, 9, 0)
IRA = 7


def world(*, seed: int = 7, tickets: int = 240, long_thread: int = 0) -> World:
    return World(Origin(seed, tickets, long_thread, ANCHOR))


@pytest.fixture(scope="module")
def small() -> World:
    return world()


@pytest.fixture(scope="module")
def large() -> World:
    return world(tickets=10_000, long_thread=1000)


def test_the_account_is_ira_who_is_an_employee_and_online(small: World) -> None:
    ira = small.people[IRA]
    assert (ira.full_name, ira.email, ira.key) == ("Ira Kask", EMAIL, KEY)
    assert (ira.group, ira.presence) == (3, "online")
    assert [small.people[n].presence for n in (8, 9)] == ["online", "obed"]


def test_there_are_twelve_colleagues_and_eighty_clients(small: World) -> None:
    kinds = Counter(person.is_staff for person in small.people.values())
    assert kinds == {True: 12, False: 80}
    assert small.people[1].group == 2
    assert (small.people[41].email, small.people[41].organization) == ("john@acme.com", 2)
    assert small.people[42].full_name == "Maria Lopez"
    assert len({person.email for person in small.people.values()}) == 92
    assert len({person.key for person in small.people.values()}) == 92
    clients = {person.language for person in small.people.values() if person.group == CLIENTS}
    assert clients == {"en", "ru", "ua"}


@pytest.mark.parametrize(
    ("count", "first", "last"), [(5, 1038, 1042), (240, 803, 1042), (1500, 803, 2302)]
)
def test_ids_run_without_gaps_up_to_the_newest_story(count: int, first: int, last: int) -> None:
    tickets = world(tickets=count).tickets
    assert list(tickets) == list(range(first, last + 1))
    assert tickets[last].title == "VPN down for the whole office"


def test_the_stories_are_the_newest_tickets(small: World) -> None:
    titles = [small.tickets[number].title for number in range(1042, 1035, -1)]
    assert titles == [
        "VPN down for the whole office",
        "Cannot print invoice",
        "VPN drops every hour",
        "[/WIN] FREE prize [claim",
        "Cheap watches [b]",
        "SEO offer",
        "Reset my password",
    ]
    vpn = small.tickets[1042]
    assert (vpn.priority, vpn.owner, vpn.posts, vpn.seen_by_staff) == (1, NOBODY, 2, False)
    assert vpn.sla == ANCHOR + timedelta(minutes=25)
    assert (small.tickets[1036].user, small.tickets[1036].owner) == (42, IRA)
    views = [event.user for event in small.thread(1042).events if event.event == "ticket_view"]
    assert views == [8], "Olga looked at it ten minutes ago"


def is_open(ticket: Ticket) -> bool:
    return ticket.status != CLOSED and not ticket.deleted


@pytest.mark.parametrize(
    ("least", "most", "state"),
    [
        (15, 40, lambda t: is_open(t) and t.owner == NOBODY),
        (20, 45, lambda t: is_open(t) and t.owner == IRA),
        (4, 16, lambda t: is_open(t) and t.sla and t.sla < ANCHOR),
        (2, 12, lambda t: t.frozen_until),
        (4, 20, lambda t: t.locked),
        (4, 4, lambda t: t.deleted),
        (10, 60, lambda t: t.rate == "like"),
        (2, 30, lambda t: t.rate == "dislike"),
        (10, 60, lambda t: t.rate_comment),
        (40, 240, lambda t: t.tags),
        (3, 30, lambda t: t.pid),
        (8, 60, lambda t: t.cc),
        (5, 60, lambda t: t.followers),
        (100, 240, lambda t: t.fields),
        (15, 80, lambda t: is_open(t) and not t.seen_by_staff),
    ],
)
def test_every_state_is_there(
    small: World, least: int, most: int, state: Callable[[Ticket], object]
) -> None:
    found = sum(bool(state(ticket)) for ticket in small.tickets.values())
    assert least <= found <= most


@pytest.mark.parametrize(
    ("size", "low", "high"), [("small", 0.55, 0.65), ("large", 0.93, 0.97)], ids=["240", "10,000"]
)
def test_most_tickets_are_closed(
    size: str, low: float, high: float, request: pytest.FixtureRequest
) -> None:
    tickets = request.getfixturevalue(size).tickets.values()
    closed = sum(ticket.status == CLOSED for ticket in tickets) / len(tickets)
    assert low <= closed <= high


def test_the_queue_is_alive_whenever_it_is_opened() -> None:
    for hour in (0, 3, 9, 16, 23):
        anchor = datetime(2026, 11, 24, hour, 7)
        tickets = World(Origin(7, 240, 0, anchor)).tickets.values()
        assert all(t.created <= t.updated <= anchor for t in tickets)
        assert sum(anchor - t.updated < timedelta(hours=1) for t in tickets) >= 5
        dates = [ticket.created for ticket in tickets]
        assert dates == sorted(dates), "a higher number came later"


def test_the_same_seed_makes_the_same_world_and_another_seed_another() -> None:
    one, two, other = world(tickets=60), world(tickets=60), world(tickets=60, seed=8)
    assert one.tickets == two.tickets
    for number in reversed(one.tickets):  # whatever order they are looked at in
        two.thread(number)
    assert all(one.thread(number) == two.thread(number) for number in one.tickets)
    assert one.tickets != other.tickets


def test_threads_have_the_length_the_ticket_says_and_run_forwards(small: World) -> None:
    seen: set[int] = set()
    events: set[int] = set()
    for ticket in small.tickets.values():
        thread = small.thread(ticket.id)
        assert len(thread.posts) == ticket.posts
        times = [post.created for post in thread.posts]
        assert times == sorted(times)
        assert times[0] == ticket.created
        assert times[-1] <= ticket.updated
        assert thread.events[0].event == "ticket_create"
        seen.update(post.id for post in thread.posts)
        events.update(event.id for event in thread.events)
    assert seen == set(range(1, len(seen) + 1))
    assert len(events) == sum(len(small.thread(n).events) for n in small.tickets)


def test_unread_tickets_end_with_the_client_and_closed_ones_with_a_colleague(small: World) -> None:
    for ticket in small.tickets.values():
        last = small.thread(ticket.id).posts[-1]
        if not ticket.seen_by_staff:
            assert last.author == ticket.user
        elif ticket.status == CLOSED and ticket.posts > 1:
            assert small.people[last.author].is_staff


def test_threads_are_short_mostly_and_sometimes_very_long(small: World, large: World) -> None:
    lengths = sorted(ticket.posts for ticket in small.tickets.values())
    assert sum(length <= 6 for length in lengths) > 200
    assert lengths[-1] == 85
    longest = max(large.tickets.values(), key=lambda ticket: ticket.posts)
    assert longest.posts == 1000
    assert len({post.text for post in large.thread(longest.id).posts}) > 900


@pytest.mark.parametrize("language", ["en", "ru", "ua"])
def test_clients_write_about_many_things_in_each_language(language: str) -> None:
    topics = Library().by_language[language]
    assert len({topic.key.partition("/")[0] for topic in topics}) >= 14
    assert len({topic.opening for topic in topics}) == len(topics)
    for topic in topics:
        assert topic.titles
        assert topic.of("answer"), topic.key
        texts = (*topic.titles, topic.opening, *(t for some in topic.texts.values() for t in some))
        for text in texts:
            filled = text.format_map(Slots("test", language))
            assert not re.search(r"[{}]", filled.replace('{"order"', "").replace('""}', ""))
            assert "orem ipsum" not in filled


def test_a_gap_is_filled_the_same_way_all_through_a_ticket() -> None:
    one, two = Slots("7/1042", "ru"), Slots("7/1042", "ru")
    assert one["since"] == two["since"]
    assert one["Since"] == one["since"].capitalize()
    assert Slots("7/1041", "ru")["code"] != one["code"]


@pytest.mark.parametrize(
    ("what", "sign"),
    [
        ("Gmail's history", 'class="gmail_quote'),
        ("Apple's history", '<blockquote type="cite"'),
        ("Outlook's history", 'id="divRplyFwdMsg"'),
        ("old Outlook's history", "border-top:solid #E1E1E1"),
        ("English Outlook", "<b>From:</b>"),
        ("Russian Outlook", "<b>От:</b>"),
        ("Ukrainian Outlook", "<b>Від:</b>"),
        ("English line", " wrote:"),
        ("Russian line", " пишет:"),
        ("Ukrainian line", " пише:"),
        ("Word", 'class="WordSection1"'),
        ("nested list", "<li>switched from Wi-Fi to the cable</li>"),
        ("table", '<table border="1"'),
        ("layout table", 'role="presentation"'),
        ("hidden first line", "display:none"),
        ("picture inside", "cid:"),
        ("picture outside", 'src="https://monitor'),
        ("code", "<pre>"),
        ("code in a line", "<code>"),
        ("link", '<a href="https://'),
        ("link under a false label", '<a href="http://prize-claim.example/login">https://bank'),
        ("signature", "gmail_signature"),
        ("signature on a telephone", "Sent from my iPhone"),
        ("plain quotation", "\n> "),
    ],
)
def test_mail_comes_in_every_shape(small: World, what: str, sign: str) -> None:
    texts = (post.text for number in small.tickets for post in small.thread(number).posts)
    assert any(sign in text for text in texts), what


def test_some_replies_are_plain_text_and_some_have_files(small: World) -> None:
    posts = [post for number in small.tickets for post in small.thread(number).posts]
    assert sum("<" not in post.text for post in posts) > 20
    assert {len(post.files) for post in posts} >= {0, 1, 2, 3, 4}
    assert sum(len(small.thread(number).comments) for number in small.tickets) > 30


@pytest.mark.parametrize(
    ("what", "sign"),
    [
        ("raw escape", "\x1b[31m"),
        ("title of the window", "\x1b]0;"),
        ("clipboard", "\x1b]52;"),
        ("escape as entity", "&#27;[2J"),
        ("C1", "\x9b"),
        ("right to left", "\u202e"),
        ("zero width", "\u200b"),
        ("NUL", "\x00"),
        ("script link", "javascript:"),
        ("depth", "<div>" * 2000),
        ("family", "👩\u200d👩\u200d👧\u200d👦"),
        ("flag", "🇪🇪"),
        ("wide letters", "予約システム"),
        ("markup of the interface", "[@click=app.quit]"),
    ],
)
def test_hostile_mail_is_among_them(small: World, what: str, sign: str) -> None:
    texts = [post.text for number in small.tickets for post in small.thread(number).posts]
    assert any(sign in text for text in texts), what


def test_hostile_tickets_can_be_seen_in_the_queue(small: World) -> None:
    traps = [t for t in small.tickets.values() if t.topic in {trap.key for trap in TRAPS}]
    assert len(traps) == len(TRAPS)
    assert all(is_open(t) and small.sees(small.people[IRA], t) for t in traps)
    assert max(len(t.title) for t in traps) > 300
    assert any("\x1b" in t.title for t in traps)
    texts = [small.thread(t.id).posts[0].text for t in traps]
    assert max(len(text.encode()) for text in texts) > 200_000


def test_the_history_has_the_stray_tags_of_the_real_one(small: World) -> None:
    events = [event for number in small.tickets for event in small.thread(number).events]
    kinds = {event.event for event in events}
    assert kinds >= {"ticket_create", "ticket_view", "ticket_answer", "status_update"}
    changes = [event for event in events if event.event == "owner_update"]
    assert all('"</strong>' in event.text["en"] for event in changes)
    assert all(set(event.text) == {"en", "ru", "ua"} for event in events)


def test_organizations_have_people_and_managers_and_are_of_every_kind(small: World) -> None:
    companies = small.organizations
    assert list(companies) == list(range(1, 13))
    assert all(small.employees(number) for number in companies)
    assert all(set(one.managers) <= set(small.employees(one.id)) for one in companies.values())
    for kinds in (
        {bool(one.managers) for one in companies.values()},
        {bool(one.minute_limit) for one in companies.values()},
        {bool(one.phone) for one in companies.values()},
    ):
        assert kinds == {True, False}
    assert all(one.created <= one.updated < ANCHOR for one in companies.values())


def test_notes_are_written_by_colleagues_at_work_in_the_language_of_whom_they_are_about(
    small: World,
) -> None:
    assert 15 <= sum(kind == "user" for kind, _ in small.notes) <= 40
    for (kind, number), notes in small.notes.items():
        assert all(small.people[note.author].is_staff for note in notes)
        assert all(9 <= note.created.hour < 17 for note in notes)
        assert [n.created for n in notes] == sorted(n.created for n in notes)
        english = kind == "user" and small.people[number].language == "en"
        assert all(note.text.isascii() for note in notes) or not english
    everything = [note for notes in small.notes.values() for note in notes]
    assert len({note.id for note in everything}) == len(everything)
    assert {bool(note.file) for note in everything} == {True, False}
    assert all(note.file or note.text for note in everything)
    hashes = [note.file.hash for note in everything if note.file]
    assert len(set(hashes)) == len(hashes)


@pytest.mark.parametrize("hour", [3, 9, 13, 22])
def test_presence_follows_working_days_and_ends_with_what_is_now(hour: int) -> None:
    at = ANCHOR.replace(hour=hour)
    beginning = World(Origin(7, 5, 0, at))
    staff = [person for person in beginning.people.values() if person.is_staff]
    assert set(beginning.presence) == {person.id for person in staff}
    for person in staff:
        lines = beginning.presence[person.id]
        assert lines[-1].status == person.presence
        assert all(line.created < at for line in lines)
        assert [line.id for line in lines] == sorted(line.id for line in lines)
        assert all(one.status != two.status for one, two in pairwise(lines))
        usual = lines[:-1]
        assert all(line.created.weekday() < 5 and 8 <= line.created.hour < 20 for line in usual)


def test_options_have_parents_of_their_own_field(small: World) -> None:
    ids = [option for options in small.options.values() for option in options]
    assert len(set(ids)) == len(ids)
    for options in small.options.values():
        assert all(option.pid in {0, *options} for option in options.values())
        assert all(option.name for option in options.values())
