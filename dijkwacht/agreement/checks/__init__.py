"""The checks that hold the work against the promise."""
