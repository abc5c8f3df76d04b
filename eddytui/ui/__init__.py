"""The screens: everything Textual."""
