"""What mails a person gets: chosen when signed in, ended by a link without signing in."""
