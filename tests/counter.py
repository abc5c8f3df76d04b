"""A person at the pretend helpdesk's counter: requests in, parsed answers out, time by hand."""

from datetime import datetime, timedelta
from typing import Any

import httpx

from eddytui.demo import EMAIL, KEY, URL
from eddytui.demo.helpdesk import DemoHelpdesk

MORNING = datetime(2026, 3, 2, 9, 0)


class Clock:
    """Server time that moves when told to."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


class Counter:
    """Somebody with a key in front of a helpdesk; Ira unless said otherwise."""

    def __init__(self, helpdesk: DemoHelpdesk, who: int | None = None) -> None:
        person = helpdesk.world.people[who] if who else None
        self.auth: tuple[str, str] = (person.email, person.key) if person else (EMAIL, KEY)
        self.helpdesk = helpdesk

    async def send(self, method: str, path: str, **how: Any) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.helpdesk.app)
        how.setdefault("auth", self.auth)
        async with httpx.AsyncClient(transport=transport, base_url=f"{URL}/api/v2") as client:
            return await client.request(method, path, **how)

    async def get(self, path: str, **query: str | int) -> Any:
        answer = await self.send("GET", path, params=query or None)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def data(self, path: str, **query: str | int) -> Any:
        return (await self.get(path, **query))["data"]

    async def total(self, path: str, **query: str | int) -> int:
        return int((await self.get(path, **query))["pagination"]["total"])

    async def put(self, path: str, **values: Any) -> Any:
        answer = await self.send("PUT", path, json=values)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def post(self, path: str, **values: Any) -> Any:
        answer = await self.send("POST", path, data=values)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    async def refused(self, method: str, path: str, **how: Any) -> tuple[int, list[str], list[str]]:
        """Status, codes and details of a refusal."""
        answer = await self.send(method, path, **how)
        errors = answer.json()["errors"]
        codes = [error["code"] for error in errors]
        return answer.status_code, codes, [error["details"] for error in errors]
