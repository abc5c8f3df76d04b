"""What an agent types arrives as meant, and cannot carry anything harmful."""

import subprocess
import sys

import pytest

from eddytui.text.compose import to_html


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Hello\nJohn", "<p>Hello<br />\nJohn</p>"),
        ("Привет, **Ира**", "<p>Привет, <strong>Ира</strong></p>"),
        ("~~old~~", "<p><s>old</s></p>"),
        ("#9 is done", "<p>#9 is done</p>"),
        ("1) a\n2) b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("text\n-- \nIra", "<p>text<br />\n--<br />\nIra</p>"),
        ("text\n---", "<p>text</p>\n<hr />"),
        ("text\n===", "<p>text<br />\n===</p>"),
        ("see https://a.b/c?d=1&e=2.", '<p>see <a href="https://a.b/c?d=1&amp;e=2">'
         "https://a.b/c?d=1&amp;e=2</a>.</p>"),
        ("ann@a.com", '<p><a href="mailto:ann@a.com">ann@a.com</a></p>'),
        ("run install.sh, see readme.md", "<p>run install.sh, see readme.md</p>"),
        ("[x](https://пример.рф)", '<p><a href="https://xn--e1afmkfd.xn--p1ai">x</a></p>'),
        ("|a|b|\n|-|-|\n|1|2|", "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n"
         "<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>"),
        ("```\n<b>\n```", "<pre><code>&lt;b&gt;\n</code></pre>"),
        ("", ""),
        (" \n\t", ""),
    ],
)  # fmt: skip
def test_markdown_is_sent_as_html(typed: str, sent: str) -> None:
    assert to_html(typed) == sent


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](data:image/png;base64,AA)",
        "[x](data:image/png;base64,AA)",
        "![x](https://a.b/c.png)",
        "<javascript:alert(1)>",
        "[x](file:///etc/passwd)",
    ],
)
def test_tags_pictures_and_odd_addresses_stay_text(typed: str) -> None:
    sent = to_html(typed)

    for harm in ("<script", "<img", 'href="javascript', 'href="data', 'href="file'):
        assert harm not in sent


def test_pasted_terminal_colours_are_not_sent() -> None:
    assert to_html("\x1b[31mred\x1b[0m") == "<p>red</p>"


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "piece", ["[", "*", "`", "> ", "http://", "a@", "[a](", "~~a", "<", "_a_ "]
)
def test_no_typed_text_takes_long(piece: str) -> None:
    assert to_html(piece * (20_000 // len(piece)))


def test_the_parser_is_loaded_by_who_sends_first() -> None:
    code = (
        "import sys; from eddytui.text.compose import to_html; a = 'markdown_it' in sys.modules; "
        "to_html('x'); print(a, 'markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter

    assert done.stdout.split() == ["False", "True"]
