"""Reading: the front page of a consultation, the draft, versions, proposals and comments."""
