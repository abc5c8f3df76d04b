"""Users and organizations: what the commands need to know of each, as two rows of a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eddytui.cli.assigning import (
    Setting,
    Settings,
    as_entries,
    as_entry,
    as_flag,
    as_number,
    as_organization,
    as_text,
    as_users,
    one_of,
)
from eddytui.cli.facts import Fact, moment
from eddytui.cli.filters import Filter
from eddytui.cli.records import Sheet, Words

if TYPE_CHECKING:
    from eddytui.desk.contacts import ContactKind


@dataclass(frozen=True, slots=True)
class Owner:
    """One kind of record with notes and custom fields."""

    command: str
    collection: "ContactKind"
    """The name under `client`."""
    noun: str
    known_by: str
    """What names one besides its id."""
    sheet: Sheet
    facts: Callable[[Any, Words], list[Fact]]
    settings: Settings
    filters: tuple[Filter, ...]
    example: str
    """What a new one is given."""
    one: str
    """The id of one that the demo has, with notes."""
    change: str
    """A custom field of it, set."""
    people: tuple[str, ...] = ()
    """What of a record is ids of users."""

    @property
    def metavar(self) -> str:
        """How a record is named on the command line."""
        return "ID|E-MAIL" if self.known_by == "email" else "ID|NAME"


def _user_facts(user: Any, words: Words) -> list[Fact]:
    return [
        ("User", f"{user.id}  {user.full_name}"),
        ("E-mail", user.email),
        ("Phone", user.phone),
        ("Skype", user.skype),
        ("Website", user.website),
        ("Organization", user.organization.name if user.organization else ""),
        ("Group", words.name(user.group) if user.group else ""),
        ("Departments", ", ".join(words.entry("department", each) for each in user.department)),
        ("Status", user.status),
        ("Presence", words.entry("presence", user.user_status) if user.user_status else ""),
        ("Language", user.language),
        ("Created", moment(user.date_created)),
        ("Updated", moment(user.date_updated)),
    ]


def _organization_facts(organization: Any, words: Words) -> list[Fact]:
    return [
        ("Organization", f"{organization.id}  {organization.name}"),
        ("Domains", organization.domains),
        ("Address", organization.address),
        ("Phone", organization.phone),
        ("E-mail", organization.email),
        ("Website", organization.web),
        ("Minutes", organization.minute_limit or ""),
        ("Employees", ", ".join(map(words.person, organization.employees))),
        ("Managers", ", ".join(map(words.person, organization.managers))),
        ("Created", moment(organization.date_created)),
        ("Updated", moment(organization.date_updated)),
    ]


_TEXT = {name: Setting(name, as_text) for name in ("name", "phone", "email")}
USERS = Owner(
    command="users",
    collection="users",
    noun="user",
    known_by="email",
    sheet=Sheet(
        {
            "ID": lambda user, _: user.id,
            "Name": lambda user, _: user.full_name,
            "E-mail": lambda user, _: user.email,
            "Group": lambda user, words: words.name(user.group) if user.group else "",
            "Organization": lambda user, _: user.organization.name if user.organization else "",
            "Status": lambda user, _: user.status,
        },
        "There is no such user.",
        wide=1,
    ),
    facts=_user_facts,
    settings={
        **_TEXT,
        "lastname": Setting("lastname", as_text),
        "skype": Setting("skype", as_text),
        "website": Setting("website", as_text),
        "org": Setting("organiz_id", as_organization),
        "new-org": Setting("organization", as_text),
        "status": Setting("status", one_of("active", "inactive", "disabled", "fired")),
        "language": Setting("language", as_text),
        "notifications": Setting("notifications", as_flag),
        "group": Setting("group_id", as_entry("group")),
        "dep": Setting("department", as_entries("department")),
        "password": Setting("password", as_text),
        "presence": Setting("user_status", as_entry("presence", number=False)),
    },
    filters=(
        Filter("group", "group_list", as_entry("group"), "Only members of a group."),
        Filter("organization", "organization_list", as_organization, "Only of an organization."),
    ),
    example="name=Ann lastname=Lee email=ann@acme.com group=client password=-",
    one="41",
    change="field.88=yes",
)
ORGANIZATIONS = Owner(
    command="orgs",
    collection="organizations",
    noun="organization",
    known_by="name",
    sheet=Sheet(
        {
            "ID": lambda organization, _: organization.id,
            "Name": lambda organization, _: organization.name,
            "Domains": lambda organization, _: organization.domains,
            "Phone": lambda organization, _: organization.phone,
            "People": lambda organization, _: len(organization.employees),
        },
        "There is no such organization.",
        wide=1,
    ),
    facts=_organization_facts,
    settings={
        **_TEXT,
        "domains": Setting("domains", as_text),
        "address": Setting("address", as_text),
        "web": Setting("web", as_text),
        "minutes": Setting("minute_limit", as_number),
        "employees": Setting("employees", as_users),
        "managers": Setting("managers", as_users),
    },
    filters=(),
    example='name=Acorn domains="@acorn.com, @acorn.lv"',
    one="2",
    change="field.91=A-17",
    people=("employees", "managers"),
)
