"""What can be set on a ticket, by the words of the query language."""

from eddytui.cli.assigning import (
    Setting,
    as_colleagues,
    as_date,
    as_entry,
    as_flag,
    as_list,
    as_owner,
    as_text,
    as_user,
)

_PRIORITY = Setting("priority_id", as_entry("priority"))
_DEPARTMENT = Setting("department_id", as_entry("department"))

SETTINGS = {
    "title": Setting("title", as_text),
    "status": Setting("status_id", as_entry("status", number=False)),
    "owner": Setting("owner_id", as_owner),
    "prio": _PRIORITY,
    "priority": _PRIORITY,
    "type": Setting("type_id", as_entry("type")),
    "dep": _DEPARTMENT,
    "department": _DEPARTMENT,
    "user": Setting("user_id", as_user),
    "sla": Setting("sla_date", as_date),
    "freeze": Setting("freeze_date", as_date),
    "lock": Setting("ticket_lock", as_flag),
    "cc": Setting("cc", as_list),
    "bcc": Setting("bcc", as_list),
    "followers": Setting("followers", as_colleagues),
    "tags": Setting("tags", as_list),
}
"""`tags` needs undocumented = true in the profile."""
