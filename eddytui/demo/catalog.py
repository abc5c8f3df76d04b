"""The helpdesk's own lists: departments, statuses, priorities and the like."""

from eddytui.demo.data import lists
from eddytui.demo.http import Answer, Ask
from eddytui.demo.messages import Handler


def entries(name: str) -> Handler:
    """One of the lists without pages, such as `GET /statuses/`."""

    def answer(_: Ask) -> Answer:
        return {"data": lists.LISTS[name]}

    return answer
