"""Everything a route can ask for; a route asks for exactly one of these."""

from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do, from nothing asked to everything."""

    PUBLIC = "public"
    HOLDER = "holder"
    SIGNED_IN = "signed_in"
    ACCOUNT = "account"
    READ = "read"
    CONTRIBUTE = "contribute"
    SPEAK = "speak"
    ENDORSE = "endorse"
    COORDINATE = "coordinate"
    CREATE = "create"
    ADMINISTER = "administer"
    DEVELOP = "develop"
