"""Words one after another, made into blocks: white space squeezed, breaks counted, spans joined."""

from collections.abc import Iterable

from eddytui.text.blocks import Block, Span, joined
from eddytui.text.clean import clean
from eddytui.text.links import Links
from eddytui.text.looks import Look

LINE, PARAGRAPH, BLOCK = 1, 2, 3
"""What may part two words: a new line, an empty line, a block of its own."""


class Flow:
    """The blocks so far, and the one that is being filled."""

    def __init__(self, links: Links) -> None:
        self.blocks: list[Block] = []
        self.past = False
        """Whether all that follows is quoted history."""
        self.marker = ""
        """Marker of the next block: that of a list's item before its first words."""
        self._links = links
        self._spans: list[Span] = []
        self._look = Look()
        self._breaks = 0
        self._space = False
        self._label: list[str] = []

    def part(self, how: int) -> None:
        """Keep what follows apart from what came: by nothing, `LINE`, `PARAGRAPH` or `BLOCK`."""
        if how == BLOCK:
            self.end_block()
        else:
            self._breaks = max(self._breaks, how)

    def break_line(self) -> None:
        """A `<br>`: the second in a row leaves an empty line."""
        self._breaks += 1

    def words(self, text: str, look: Look) -> None:
        """Add text in which white space only parts words."""
        words = text.split()
        line = clean(" ".join(words))
        if not words:
            self._blank(text)
        elif line:
            self._begin(look)
            if self._spans and (self._space or text[0].isspace()):
                self._add_space(look)
            self._add(line, look)
            self._space = text[-1].isspace()

    def verbatim(self, text: str, look: Look) -> None:
        """Add text whose white space counts."""
        self._begin(look)
        self._spans.append(Span(clean(text).expandtabs(8)))

    def stand_alone(self, kind: str, name: str, marker: str, look: Look) -> None:
        """Add a block that is no text: a picture, a rule."""
        self.end_block()
        spans = (Span(name, "", self._number(name, look)),) if name else ()
        past = look.past or self.past
        self.blocks.append(Block(kind, spans, look.quote, look.indent, marker, fold=past))

    def end_link(self, url: str) -> None:
        """Note what was the label of a link that ends here."""
        self._links.label(url, " ".join("".join(self._label).split()))
        self._label.clear()

    def end_block(self) -> None:
        """Finish the block that is being filled; nothing is added when it is empty."""
        self._part_label()
        if self._spans:
            look = self._look
            if spans := _verbatim(self._spans) if look.pre else joined(self._spans):
                kind, marker = self._kind(look)
                past = look.past or self.past
                self.blocks.append(Block(kind, spans, look.quote, look.indent, marker, fold=past))
            self._spans = []
        self._breaks = 0
        self._space = False

    def _kind(self, look: Look) -> tuple[str, str]:
        marker, self.marker = self.marker, ""
        if look.pre:
            return "pre", ""
        if marker:
            return "item", marker
        if look.heading:
            return "heading", look.heading
        return "quote-head" if look.head else "para", ""

    def _blank(self, text: str) -> None:
        # An empty line is often written as a hard space.
        if self._breaks and "\xa0" in text:
            self._breaks += 1
        self._space = True

    def _begin(self, look: Look) -> None:
        """Make room for text: in the block that is being filled, or in a new one."""
        if self._breaks >= PARAGRAPH:
            self.end_block()
        elif self._breaks and self._spans:
            self._spans.append(Span("\n", self._spans[-1].style))
            self._space = False
            self._part_label()
        if not self._spans:
            self._look = look
        self._breaks = 0

    def _part_label(self) -> None:
        """Keep the words of a link apart that stand in two lines or blocks."""
        if self._label:
            self._label.append(" ")

    def _add_space(self, look: Look) -> None:
        """Part two words; between two looks by a space that has neither."""
        last = self._spans[-1]
        if last.text.endswith("\n"):
            return
        number = self._number(" ", look)
        same = last[1:] == (look.style, number)
        self._spans.append(last._replace(text=" ") if same else Span(" "))

    def _add(self, line: str, look: Look) -> None:
        if look.href:
            self._spans.append(Span(line, look.style, self._number(line, look)))
        elif "://" in line:
            parts = self._links.parts(line)
            self._spans.extend([Span(part, look.style, number) for part, number in parts])
        else:
            self._spans.append(Span(line, look.style))

    def _number(self, label: str, look: Look) -> int:
        """The number of the link that the label belongs to, 0 outside of links."""
        if not look.href:
            return 0
        self._label.append(label)
        return self._links.number(look.href)


def _verbatim(spans: Iterable[Span]) -> tuple[Span, ...]:
    text = "".join([span.text for span in spans]).strip("\n")
    return (Span(text),) if text.strip() else ()
