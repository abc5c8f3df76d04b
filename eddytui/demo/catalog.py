"""The helpdesk's own lists: departments, statuses, priorities and the like."""

from eddytui.demo.data import lists
from eddytui.demo.http import Answer, Ask
from eddytui.demo.messages import Handler


def entries(name: str) -> Handler:
    """One of the lists without pages, such as `GET /statuses/`."""

    def answer(_: Ask) -> Answer:
        return {"data": lists.LISTS[name]}

    return answer


def addresses(_: Ask) -> Answer:
    """`GET /ips`, not in the API document: from where the helpdesk sends; addresses of nobody."""
    return {"data": ["192.0.2.10", "192.0.2.11", "198.51.100.7"]}
