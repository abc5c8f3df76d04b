"""The colours: one accent, red for late and refused, amber for soon and waiting."""

from textual.theme import Theme

# Block cursors keep their contrast without the theme's own blending.
_DARK = Theme(
    name="eddy-dark",
    primary="#7aa2f7",
    secondary="#8a93a6",
    accent="#7aa2f7",
    foreground="#d5d9e2",
    background="#14161b",
    surface="#14161b",
    panel="#1d2028",
    boost="#1d2028",
    warning="#e0af68",
    error="#f7768e",
    success="#9ece6a",
    dark=True,
    variables={
        "block-cursor-background": "#2d3f63",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "text-muted": "#949cad",
        "rule": "#333845",
        "note-ground": "#2a2416",
    },
)
_LIGHT = Theme(
    name="eddy-light",
    primary="#1f55b5",
    secondary="#5b6270",
    accent="#1f55b5",
    foreground="#1c1f26",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#eeeeea",
    boost="#eeeeea",
    warning="#8a5a00",
    error="#b3202f",
    success="#2f6f1d",
    dark=False,
    variables={
        "block-cursor-background": "#cfdcf5",
        "block-cursor-foreground": "#101218",
        "block-cursor-text-style": "none",
        "text-muted": "#5b6270",
        "rule": "#cfcfc8",
        "note-ground": "#fbf1d7",
    },
)
_CONTRAST = Theme(
    name="eddy-contrast",
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#000000",
    warning="#ffb000",
    error="#ff6060",
    success="#60ff60",
    dark=True,
    variables={
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        "block-cursor-text-style": "bold",
        "text-muted": "#d0d0d0",
        "rule": "#ffffff",
        "note-ground": "#303000",
    },
)


def _ansi(name: str, *, dark: bool) -> Theme:
    """The terminal's own sixteen colours: for slow lines, and where NO_COLOR is set."""
    ink, paper = ("ansi_white", "ansi_black") if dark else ("ansi_black", "ansi_white")
    return Theme(
        name=name,
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_cyan" if dark else "ansi_blue",
        warning="ansi_yellow",
        error="ansi_red",
        success="ansi_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=dark,
        variables={
            "ansi-background": paper,
            "ansi-foreground": ink,
            # Reversed, not coloured: NO_COLOR takes every colour away.
            "block-cursor-background": "ansi_default",
            "block-cursor-foreground": "ansi_default",
            "block-cursor-text-style": "reverse bold",
            "border-blurred": paper,
            "input-cursor-background": paper,
            "input-cursor-foreground": ink,
            "input-cursor-text-style": "reverse",
            "text-muted": "ansi_default",
            "rule": "ansi_bright_black",
            "note-ground": "ansi_default",
        },
    )


THEMES = (
    _DARK,
    _LIGHT,
    _CONTRAST,
    _ansi("eddy-ansi", dark=True),
    _ansi("eddy-ansi-light", dark=False),
)
DEFAULT = "eddy-dark"
PLAIN = "eddy-ansi"
