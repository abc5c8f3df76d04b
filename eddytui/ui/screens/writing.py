"""Writing a reply or a note below what one answers."""

import asyncio
from collections.abc import Sequence

from textual import on, work

from eddytui.desk.attachments import attachments
from eddytui.desk.kinds import COMMENT, MESSAGES
from eddytui.models.rows import MessageRow, TicketRow
from eddytui.text.dates import clock
from eddytui.ui.screens.attaching import AttachingScreen
from eddytui.ui.typed_ahead import OPENING
from eddytui.ui.widgets.composer import Composer
from eddytui.ui.words import arrived


class WritingScreen(AttachingScreen):
    """A screen with room for a composer below its body."""

    def write(self, kind: str) -> None:
        """Open the composer with the draft there is; what is being written already goes on."""
        if not (row := self.row):
            return
        if composer := self.composer:
            if composer.kind == kind:
                composer.focus()
                return
            self.shut_composer()  # what is in it is a draft
        if not self.app.desk.drafts.take(row.id, kind):
            what = f"a {MESSAGES[kind]} to #{row.id}"
            self.app.tell(
                f"Another eddytui is writing {what}. Go on there, or leave it first.", "soon"
            )
            return
        self.app.desk.drafts.returned(row.id, kind)  # it is a part of the draft
        draft = self.app.desk.drafts.of(row.id, kind)
        text = draft.text if draft else ""
        readers = self._readers(row, kind)
        composer = Composer(row.id, kind, text, readers)
        composer.files = attachments(draft.files if draft else ())
        composer.seen = self.app.desk.seen(row.id)
        self.mount(composer, after="#body")
        self.add_class("-writing")
        self.show_keys(())  # they would be typed now; the composer's frame has its own
        if draft:
            self.app.tell(f"This is your draft of {clock(draft.saved)}.")

    def _readers(self, row: TicketRow, kind: str) -> str:
        """Who will read it, in words."""
        if kind == COMMENT:
            return "INTERNAL NOTE, colleagues only"
        ticket = self.app.desk.ticket(row.id)
        copies = len(ticket.cc) + len(ticket.bcc) if ticket else 0
        to = (ticket.user_email if ticket else "") or row.requester
        return f"PUBLIC REPLY to {to}" + (f", cc {copies}" if copies else "")

    def leave_prompt(self) -> None:
        """Give the keys back to what is written, else to what is read."""
        (self.composer or self.home()).focus()

    def shut_composer(self) -> None:
        """Take the composer away."""
        if composer := self.composer:
            self.app.desk.drafts.release(composer.ticket_id, composer.kind)
            composer.remove()
        self.remove_class("-writing")
        self.show_keys(self.BAR)
        self.home().focus()

    def show_saved(self) -> None:
        """Say when the text was last put on disk; take over what could not be sent."""
        if composer := self.composer:
            returned = self.app.desk.drafts.returned(composer.ticket_id, composer.kind)
            if returned:
                composer.put(f"{returned}\n\n{composer.text}".rstrip())
            draft = self.app.desk.drafts.of(composer.ticket_id, composer.kind)
            is_kept = draft and draft not in self.app.desk.drafts.unkept
            composer.saved = clock(draft.saved) if draft and is_kept else ""
            composer.files = attachments(draft.files if draft else ())

    @on(Composer.Typed)
    def _typed_on(self, message: Composer.Typed) -> None:
        """On disk from the first key; as work of the app, so that leaving does not stop it."""
        self.app.correspondence.keep(message.ticket_id, message.kind, message.text)

    @on(Composer.Left)
    def _left_off(self, message: Composer.Left) -> None:
        self.shut_composer()
        if message.text.strip() or message.files:
            self.app.tell(
                f"The {MESSAGES[message.kind]} to #{message.ticket_id} is kept as a draft."
            )

    @on(Composer.Thrown)
    def _thrown(self, message: Composer.Thrown) -> None:
        self.shut_composer()
        self.app.correspondence.drop(message.ticket_id, message.kind)
        self.app.tell("The draft was thrown away.")

    @on(Composer.Sent)
    def _sent(self, message: Composer.Sent) -> None:
        composer = self.composer
        if not message.text.strip():
            self.app.tell("There is nothing to send yet.")
        elif composer and message.is_sure:
            self._send(composer)
        elif composer and not composer.looking:
            self._look_first(composer)

    @work(group=OPENING)
    async def _look_first(self, composer: Composer) -> None:
        """Send it, unless something came that it does not answer. Keys wait for the outcome."""
        composer.looking = True
        composer.files = await asyncio.to_thread(attachments, composer.paths)
        news = await self.app.correspondence.news(composer.ticket_id, composer.seen)
        composer.looking = False
        if composer is not self.composer:
            return  # it was left meanwhile, and is a draft
        if gone := [file.path for file in composer.files if file.size is None]:
            key = self.app.key_of("attach")
            self.app.tell(f"{gone[0]} cannot be read any more. {key} takes it off.", "late")
            return
        if not news:
            self._send(composer)
            return
        self.saw()
        self.mark(news)
        composer.ask(arrived(news))
        self.app.forget_typed_ahead()

    def _send(self, composer: Composer) -> None:
        """The composer goes at once, so that the same text cannot be sent twice."""
        self.shut_composer()
        self.follow()
        self.app.outgoing.send(composer.ticket_id, composer.kind, composer.text, composer.paths)

    def saw(self) -> None:
        """What is written answers all that is here now."""
        if composer := self.composer:
            composer.seen = self.app.desk.seen(composer.ticket_id)

    def follow(self) -> None:
        """Go to where what is sent will stand."""

    def mark(self, news: Sequence[MessageRow]) -> None:
        """Show what came while one was writing."""

    @on(Composer.Editor)
    def _edited(self, message: Composer.Editor) -> None:
        self.app.correspondence.edit(message.ticket_id, message.kind, message.text)
