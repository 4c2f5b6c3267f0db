"""consult: hundreds of organisations write one statement together."""
