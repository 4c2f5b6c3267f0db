"""Secrets are long, random, and stored as hashes only."""

from consult.services.secrets import derive_code, derive_secret, hash_code, hash_secret, new_secret


def test_a_secret_has_256_bits_in_43_characters() -> None:
    secrets = {new_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {43}


def test_the_hash_is_sha_256() -> None:
    assert hash_secret("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_a_code_has_eight_digits() -> None:
    codes = {derive_code("key", number) for number in range(50)}
    assert len(codes) > 45
    assert all(len(code) == 8 and code.isdigit() for code in codes)


def test_the_hash_of_a_code_depends_on_its_salt() -> None:
    assert hash_code("12345678", "a") == hash_code("12345678", "a")
    assert hash_code("12345678", "a") != hash_code("12345678", "b")
    assert len(hash_code("12345678", "a")) == 64


def test_a_derived_secret_is_the_same_for_the_same_key_and_matter() -> None:
    secrets = {derive_secret(key, "sign_in", number) for key in ("a", "b") for number in range(25)}
    assert len(secrets) == 50
    assert {len(secret) for secret in secrets} == {43}
    assert derive_secret("a", "sign_in", 1) == derive_secret("a", "sign_in", 1)
