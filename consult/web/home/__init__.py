"""The front page, the language, and what the law asks to be said."""
