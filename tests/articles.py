"""Knowledge bases of any size, made of one article."""

from datetime import timedelta

from tests.place import START, Place

PATTERN = 121
"""An article of the demo that the others are copies of."""


def fill(place: Place, count: int, apart: timedelta = timedelta(minutes=7)) -> set[int]:
    """Make the knowledge base one of so many articles; their ids."""
    articles = place.helpdesk.world.articles
    pattern = articles[PATTERN]
    articles.clear()
    for number in range(1, count + 1):
        moment = START - timedelta(days=30) + number * apart
        articles[number] = pattern._replace(
            id=number, title={"en": f"Article {number}"}, created=moment, updated=moment
        )
    return set(articles)
