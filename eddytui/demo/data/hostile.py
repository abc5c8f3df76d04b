"""Mail that would break a careless reader: escapes, tricks of direction, sizes, depths.

The titles are as hostile as the bodies. Nothing here does harm to whoever only reads it.
"""

from collections.abc import Callable
from typing import NamedTuple

_ESC, _BEL, _NUL = "\x1b", "\x07", "\x00"
_CSI, _NEL = "\x9b", "\x85"
_TO_LEFT, _POP, _ISOLATE = "\u202e", "\u202c", "\u2067"
_ZERO_WIDTH, _JOINER, _BOM = "\u200b", "\u200d", "\ufeff"
_DIVS = 2000


class Trap(NamedTuple):
    """One hostile ticket."""

    key: str
    title: str
    body: Callable[[], str]
    files: tuple[str, ...] = ()


def _escapes() -> str:
    return (
        f"<p>Printer log, pasted from the terminal:</p><pre>{_ESC}[31mERROR{_ESC}[0m tray 2\n"
        f"{_ESC}]0;you have been renamed{_BEL}{_ESC}[2J{_ESC}[H{_CSI}5m blinking {_CSI}0m\n"
        f"{_ESC}]8;;http://198.51.100.9/{_BEL}a link{_ESC}]8;;{_BEL}\n"
        f"{_ESC}]52;c;cm0gLXJmIC8={_BEL}{_ESC}P$qm{_ESC}\\done{_NEL}</pre>"
    )


def _entities() -> str:
    return (
        "<p>The same thing written as entities: &#27;[2J&#x1b;[31mred?&#27;[0m &#155;5m "
        "&#8238;drawkcab&#8236; &#0; &#x9d;0;title&#7; &lt;script&gt;alert(1)&lt;/script&gt;</p>"
        "<script>document.title='no'</script><style>p{display:none}</style>"
        '<p style="display:none">hidden preheader</p><p onclick="x()">Visible text.</p>'
    )


def _directions() -> str:
    return (
        f"<p>Please open the attached invoice{_TO_LEFT}fdp.exe{_POP} today.</p>"
        f"<p>{_ISOLATE}Amount: 100 EUR, account ABC-123</p><p>Thank{_ZERO_WIDTH}you{_BOM} "
        f"sin{_ZERO_WIDTH}cere{_ZERO_WIDTH}ly,{_NUL} Accounts{_NUL}</p>"
    )


def _links() -> str:
    return (
        '<p>Sign in here: <a href="javascript:alert(document.cookie)">reset page</a>, '
        '<a href="http://login.attacker.example/bank">https://www.bank.example/login</a>, '
        '<a href="data:text/html;base64,PGI+">view</a>, <a href="file:///etc/passwd">file</a>, '
        '<a href=" java\nscript:alert(1)">again</a>, '
        '<a href="https://user:pw@bank.example@attacker.example/">bank.example</a>.</p>'
        '<img src="https://track.example/o.gif?id=1042" width="1" height="1">'
        '<img src=x onerror="alert(1)"><a href="https://xn--bnk-7na.example/">bänk.example</a>'
    )


def _markup() -> str:
    return (
        "<p>[bold]not bold[/bold] [/] [link=http://x.example]x[/link] [red on [nested]] "
        "$variable {braces} %(percent)s \\[escaped] :smile: *stars* _lines_ `ticks`</p>"
        "<p>[@click=app.quit]do not press[/] &lt;b&gt;typed tag&lt;/b&gt;</p>"
    )


def _deep() -> str:
    return f"{'<div>' * _DIVS}At the bottom of it all: the lift is stuck.{'</div>' * _DIVS}"


def _broken() -> str:
    return (
        "<p>Unclosed <b>bold <i>and <table><tr><td>cell<td>cell<tr><td>"
        "<ul><li>one<ul><li>two</ol></p></div></div>after</b> <a href='https://x.example/"
        "?a=1&b=2>quote never ends <p>still text &amp &unknown; &#99999999; &</p>"
    )


def _big() -> str:
    line = "2026-03-01 04:{:02}:{:02} worker[{}]: job {} finished in {} ms, nothing to report"
    lines = (line.format(n // 60 % 60, n % 60, n % 7, n * 31, n * 37 % 900) for n in range(2600))
    return f"<p>Here is the whole log, as you asked:</p><pre>{'&#10;'.join(lines)}</pre>"


def _wide() -> str:
    return (
        "<div>お世話になっております。予約システムに接続できません。エラーコードは「E-503」です。</div>"
        "<div><br></div><div>全角文字と半角文字が混在する長い行：ＡＢＣabc１２３123、改行の確認をお願いいたします。"
        '</div><blockquote type="cite"><div>明日の会議は十時からです。</div></blockquote>'
    )


def _emoji() -> str:
    return (
        f"<p>Whole team is waiting 👩{_JOINER}👩{_JOINER}👧{_JOINER}👦 🇪🇪🇱🇻🇺🇦 "
        f"1️⃣ 2️⃣ ☎️ 👍🏽 🏳️{_JOINER}🌈 e\u0301\u0323\u0302 "
        "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘! 🙏</p>"
    )


def _arabic() -> str:
    return (
        '<div dir="rtl">مرحباً، لا أستطيع تسجيل الدخول إلى البوابة منذ الأمس. '
        "رقم الطلب A12345 والخطأ 403.</div><div>شكراً لكم</div>"
    )


def _plain() -> str:
    return (
        "Just text, no tags: 3 < 5 and 7 > 2, a & b.\n\n  indented\n\ttabbed\n\n"
        "> quoted line one\n>> quoted twice\n\nhttp://example.com/a_(b)?c=d&e=f\n-- \nB. Fontaine"
    )


_LONG_TITLE = (
    "Fwd: Re: Re: AW: Antw: RE: the thing we spoke about on the phone on Thursday, or maybe it was "
    "Wednesday, when the second printer, not the one at the window but the one beside the kitchen, "
    "did the same as last year before the holidays, only louder, and nobody could say whether it "
    "is ours or the landlord's to repair"
)

TRAPS: tuple[Trap, ...] = (
    Trap("trap-escapes", f"{_ESC}[31mURGENT{_ESC}[0m printer{_ESC}]0;owned{_BEL} log", _escapes),
    Trap("trap-emoji", f"👩{_JOINER}👩{_JOINER}👧{_JOINER}👦 🇪🇪 cannot sign in 1️⃣ ☎️ 👍🏽", _emoji),
    Trap(
        "trap-directions",
        f"Your invoice{_TO_LEFT}fdp.exe",
        _directions,
        (f"invoice{_TO_LEFT}fdp.exe", f"{_ESC}[2Jscan.pdf", "../../etc/passwd"),
    ),
    Trap("trap-wide", "予約システムに接続できません（至急ご対応をお願いいたします）", _wide),
    Trap("trap-long", _LONG_TITLE, _plain),
    Trap("trap-links", "Your mailbox will be closed <a href=x>confirm</a>", _links),
    Trap("trap-deep", "Fwd: " * 12 + "lift", _deep),
    Trap("trap-markup", "[bold red]Invoice[/] [/bold] [link=x] $total {id} %s", _markup),
    Trap("trap-big", "Whole log as you asked", _big),
    Trap("trap-entities", "&lt;b&gt;Entities&lt;/b&gt; &#27;[2J &amp; co.", _entities),
    Trap("trap-arabic", "لا أستطيع تسجيل الدخول", _arabic),
    Trap("trap-broken", f"Nul{_NUL}l, tab\tand line\nbreak{_ZERO_WIDTH} in the title", _broken),
)
BY_KEY = {trap.key: trap for trap in TRAPS}
