"""Custom fields and their options, of tickets, users and organizations alike."""

from typing import Any

from eddytui.demo.data import fields
from eddytui.demo.data.fields import Field
from eddytui.demo.http import Answer, Ask, deleted, invalid, many, missing
from eddytui.demo.messages import Handler
from eddytui.demo.option_request import read_options
from eddytui.demo.records import Option

_PAGE = 50


def _field(ask: Ask, owner: str) -> Field:
    number = ask.ids["id"]
    if number not in fields.FIELDS[owner]:
        raise missing(f"Custom field with id {{{number}}} does not exist")
    return fields.FIELDS[owner][number]


def _chosen_from(ask: Ask, owner: str) -> Field:
    """The field of a request, if one chooses from options there."""
    field = _field(ask, owner)
    if not field.has_options:
        details = "Options are available only for fields with type {select} or {hierarchy}"
        raise invalid([f"{details}, field with id {{{field.id}}} has type {{{field.kind}}}"])
    return field


def _sent(option: Option) -> dict[str, Any]:
    return {"id": option.id, "pid": option.pid, "name": option.name}


def listing_fields(owner: str) -> Handler:
    """`GET …/custom_fields/`: the custom fields of an owner, by id."""

    def answer(ask: Ask) -> Answer:
        rows, pagination = ask.page(list(fields.described(owner).items()))
        return {"data": ask.keyed(rows), "pagination": pagination}

    return answer


def getting_field(owner: str) -> Handler:
    """`GET …/custom_fields/{id}`: one of them, by id as well."""

    def answer(ask: Ask) -> Answer:
        number = _field(ask, owner).id
        return {"data": ask.keyed([(number, fields.described(owner)[number])])}

    return answer


def listing(owner: str) -> Handler:
    """`GET …/{id}/options/`: what can be chosen, 50 a page; with `pid` what is under an option."""

    def answer(ask: Ask) -> Answer:
        options = ask.world.options[_chosen_from(ask, owner).id].values()
        above = ask.listed("pid")
        found = [option for option in options if above is None or str(option.pid) in above]
        rows, pagination = ask.page(found, _PAGE)
        return {"data": [_sent(row) for row in rows], "pagination": pagination}

    return answer


def saving(owner: str) -> Handler:
    """`POST …/{id}/options/`: new ones and new names; all that were touched come back."""

    def answer(ask: Ask) -> Answer:
        field = _chosen_from(ask, owner)
        options = ask.world.options[field.id]
        asked = read_options(field, options, many(ask.body.get("options")))
        before = set(options)
        ask.do("save_options", {"field": field.id, "options": asked})
        renamed = {option["id"] for option in asked if "id" in option}
        touched = sorted(renamed | (options.keys() - before))
        return {"data": [_sent(options[number]) for number in touched]}

    return answer


def deleting(owner: str) -> Handler:
    """`DELETE …/{id}/options/{option}`: gone, with what is under it."""

    def answer(ask: Ask) -> Answer:
        field, number = _chosen_from(ask, owner), ask.ids["option"]
        if number not in ask.world.options[field.id]:
            raise missing(f"Option with id {{{number}}} does not exist")
        ask.do("delete_option", {"field": field.id, "id": number})
        return deleted(f"Option with id {{{number}}} successfully deleted")

    return answer
