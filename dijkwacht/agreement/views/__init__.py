"""One function per address."""
