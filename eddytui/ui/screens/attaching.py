"""Files that go along with what is written: chosen by path, taken off from a list."""

import asyncio
from functools import partial

from textual import on, work

from eddytui.desk import DeskError
from eddytui.desk.attachments import attachment
from eddytui.text.sizes import size
from eddytui.ui.dialogs.choice import Choice
from eddytui.ui.paths import completions, whole
from eddytui.ui.screens.acting import ActingScreen
from eddytui.ui.widgets.composer import Composer
from eddytui.ui.widgets.prompt import Prompt

ATTACH = "attach: "
"""What stands before the path that is typed."""


class AttachingScreen(ActingScreen):
    """A screen whose composer may have files."""

    @property
    def composer(self) -> Composer | None:
        """The composer, while something is being written; one that goes away is none any more."""
        return next((each for each in self.query(Composer) if each.display), None)

    @on(Composer.Attach)
    def _ask_for_path(self) -> None:
        setting = self.app.setting
        home = setting.environ.get("HOME", "")
        self.query_one(Prompt).ask(
            ATTACH, completions=partial(completions, here=setting.here, home=home)
        )

    def entered(self, sign: str, text: str) -> None:
        """A path, or a command."""
        composer = self.composer
        if sign != ATTACH:
            super().entered(sign, text)
        elif composer and text.strip():
            setting = self.app.setting
            path = whole(text.strip(), setting.here, setting.environ.get("HOME", ""))
            self._choose_file(composer, str(path))
        elif composer and composer.files:
            self._take_off(composer)

    def _choose_file(self, composer: Composer, path: str) -> None:
        if path in composer.paths:
            self._take_off(composer, path)
        else:
            self._look_at(composer, path)

    @work(group="attach")
    async def _look_at(self, composer: Composer, path: str) -> None:
        """Attach a file that can be sent; say what is wrong with one that cannot."""
        try:
            file = await asyncio.to_thread(attachment, path)
        except DeskError as error:
            self.app.tell(str(error), "late")
            return
        self._keep(composer, [*composer.paths, path])
        self.app.tell(f"{file.name}, {size(file.size or 0)}, goes along.")

    def _take_off(self, composer: Composer, current: str = "") -> None:
        choices = [Choice(file.path, file.name) for file in composer.files]

        def chosen(path: str | None) -> None:
            if path:
                self._keep(composer, [other for other in composer.paths if other != path])

        self.choose("Take off", choices, chosen, current=current)

    def _keep(self, composer: Composer, paths: list[str]) -> None:
        self.app.correspondence.attach(composer.ticket_id, composer.kind, paths)
