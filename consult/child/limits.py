"""What a child may use: the system kills it when it wants more."""

from contextlib import suppress

MEMORY_MEGABYTES = 512
SECONDS = 20
_MEGABYTE = 1024 * 1024


def limit_resources() -> None:
    """Memory, processor time and files, where the system can limit them."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_AS: MEMORY_MEGABYTES * _MEGABYTE,
        resource.RLIMIT_CPU: SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        hard = resource.getrlimit(limit)[1]
        most = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with suppress(ValueError, OSError):  # macOS knows some limits by name only
            resource.setrlimit(limit, (most, most))
